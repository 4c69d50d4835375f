using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MoniTao.FaultLab.Tests;

/// <summary>A raw client: what goes over the wire, with nothing in between that could hide it.</summary>
internal static class Wire
{
    /// <summary>Only ever reached when a test is about to fail.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<Socket> ConnectAsync(this FaultScenario scenario)
    {
        var target = new Uri(scenario.Target);
        return await ConnectAsync(new IPEndPoint(IPAddress.Parse(target.Host.Trim('[', ']')), target.Port));
    }

    public static async Task<Socket> ConnectAsync(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var limit = new CancellationTokenSource(Limit);
            await socket.ConnectAsync(endPoint, limit.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static Task SendTextAsync(this Socket socket, string text) => socket.SendAllAsync(Encoding.ASCII.GetBytes(text));

    public static async Task SendAllAsync(this Socket socket, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent));
        }
    }

    /// <summary>Reads until FIN (<see cref="WireEnd.Fin"/>), RST, or until <paramref name="atMost"/> bytes are there.</summary>
    public static async Task<WireAnswer> ReadAnswerAsync(this Socket socket, int atMost = int.MaxValue)
    {
        using var limit = new CancellationTokenSource(Limit);
        var bytes = new List<byte>();
        var buffer = new byte[64 * 1024];
        try
        {
            while (bytes.Count < atMost)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(buffer.Length, atMost - bytes.Count)), limit.Token);
                if (read == 0)
                {
                    return new WireAnswer([.. bytes], WireEnd.Fin);
                }

                bytes.AddRange(buffer.AsSpan(0, read));
            }

            return new WireAnswer([.. bytes], WireEnd.Open);
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return new WireAnswer([.. bytes], WireEnd.Reset);
        }
    }

    /// <summary>Sends a request for <paramref name="path"/> and reads the answer.</summary>
    public static async Task<WireAnswer> GetAsync(this FaultScenario scenario, string path = "/", int atMost = int.MaxValue)
    {
        using var socket = await scenario.ConnectAsync();
        await socket.SendTextAsync($"GET {path} HTTP/1.1\r\nHost: lab.test\r\nConnection: close\r\n\r\n");
        return await socket.ReadAnswerAsync(atMost);
    }
}
