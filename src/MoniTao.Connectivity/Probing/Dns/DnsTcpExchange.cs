using System.Buffers.Binary;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>One question over a connection, where each message comes after its length (RFC 1035, 4.2.2; RFC 7766, 8).</summary>
internal static class DnsTcpExchange
{
    private const int PrefixLength = 2;

    /// <returns>The answer; empty when the server hung up before its end.</returns>
    /// <exception cref="SocketException">The connection broke.</exception>
    public static async Task<byte[]> AskAsync(Socket socket, ReadOnlyMemory<byte> query, CancellationToken cancellation)
    {
        var prefix = new byte[PrefixLength];
        BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)query.Length);
        byte[] message = [.. prefix, .. query.Span]; // in one segment, as some servers want it
        await socket.SendAsync(message, cancellation).ConfigureAwait(false);
        if (!await FillAsync(socket, prefix, cancellation).ConfigureAwait(false))
            return [];
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        return await FillAsync(socket, answer, cancellation).ConfigureAwait(false) ? answer : [];
    }

    private static async ValueTask<bool> FillAsync(Socket socket, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (!buffer.IsEmpty)
        {
            var read = await socket.ReceiveAsync(buffer, cancellation).ConfigureAwait(false);
            if (read == 0)
                return false;
            buffer = buffer[read..];
        }

        return true;
    }
}
