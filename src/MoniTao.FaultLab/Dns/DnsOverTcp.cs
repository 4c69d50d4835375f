using System.Buffers.Binary;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Dns;

/// <summary>DNS messages on a stream, each after its length (RFC 1035 section 4.2.2).</summary>
internal static class DnsOverTcp
{
    /// <summary>Answers one query after the other until the client leaves.</summary>
    public static ConnectionScript Answer(DnsScript script) => async connection =>
    {
        while (await ReadAsync(connection) is { } query)
        {
            if (script(query) is { } reply)
            {
                await connection.SendAsync(Framed(reply));
            }
        }
    };

    /// <summary>Announces a whole reply, sends half of it, hangs up.</summary>
    public static ConnectionScript Half(DnsScript script) => async connection =>
    {
        if (await ReadAsync(connection) is { } query && script(query) is { } reply)
        {
            var framed = Framed(reply);
            await connection.SendAsync(framed.AsMemory(0, framed.Length / 2));
            await connection.FinishAsync();
        }
    };

    private static async Task<DnsQuery?> ReadAsync(FaultConnection connection)
    {
        var prefix = new byte[2];
        if (await connection.Stream.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, connection.Stopping) < prefix.Length)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await connection.Stream.ReadExactlyAsync(message, connection.Lifetime);
        return DnsQuery.Parse(message, overTcp: true);
    }

    private static byte[] Framed(byte[] reply) => [(byte)(reply.Length >> 8), (byte)reply.Length, .. reply];
}
