using System.Net;
using System.Net.Sockets;
using System.Text;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What a server says when it is simply connected to, or asked in plain HTTP: the first bytes betray the protocol.</summary>
internal static class FirstBytes
{
    private const int Kept = 48;
    private static readonly TimeSpan GreetingTime = TimeSpan.FromMilliseconds(700);

    /// <summary>The first bytes as printable text; null when there were none.</summary>
    public static async Task<string?> ReadAsync(IPEndPoint remote, Deadline deadline)
    {
        try
        {
            using var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(remote, deadline.Token).ConfigureAwait(false);
            var greeting = await ReceiveAsync(socket, deadline).ConfigureAwait(false);
            if (greeting is not null)
                return greeting;
            await socket.SendAsync("HEAD / HTTP/1.0\r\n\r\n"u8.ToArray(), deadline.Token).ConfigureAwait(false);
            return await ReceiveAsync(socket, deadline).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task<string?> ReceiveAsync(Socket socket, Deadline deadline)
    {
        using var moment = deadline.Within(GreetingTime);
        var buffer = new byte[Kept];
        try
        {
            var read = await socket.ReceiveAsync(buffer, moment.Token).ConfigureAwait(false);
            return read == 0 ? null : Printable(buffer.AsSpan(0, read));
        }
        catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string Printable(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var octet in bytes)
        {
            if (octet is (byte)'\r' or (byte)'\n')
                break;
            text.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '.');
        }

        return text.ToString();
    }
}
