using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MoniTao.FaultLab.Dns;

namespace MoniTao.FaultLab.Tests.Dns;

/// <summary>Asks the resolver of a scenario with bytes written here, so that the lab's own code checks nothing of itself.</summary>
internal sealed class DnsClient(FaultScenario scenario, int resolver = 0)
{
    public const ushort Id = 0x1234;

    private readonly IPEndPoint server = IPEndPoint.Parse(scenario.Settings.Resolvers[resolver]);

    public string Name { get; } = new Uri(scenario.Target).Host;

    /// <summary>Header with RD, one question.</summary>
    public static byte[] Query(string name, DnsRecordType type) =>
    [
        Id >> 8, Id & 0xFF, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0,
        .. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0,
        0, (byte)type, 0, 1,
    ];

    public async Task<byte[]> AskUdpBytesAsync(DnsRecordType type = DnsRecordType.A, string? name = null)
    {
        using var limit = new CancellationTokenSource(Wire.Limit);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, limit.Token);
        await socket.SendAsync(Query(name ?? Name, type), limit.Token);
        var buffer = new byte[4096];
        return buffer[..await socket.ReceiveAsync(buffer, limit.Token)];
    }

    public async Task<DnsAnswer> AskUdpAsync(DnsRecordType type = DnsRecordType.A, string? name = null) =>
        DnsAnswer.Parse(await AskUdpBytesAsync(type, name));

    /// <summary>The stream's bytes with the length prefix; an end by RST shows as such.</summary>
    public async Task<WireAnswer> AskTcpAsync(DnsRecordType type = DnsRecordType.A)
    {
        using var socket = await Wire.ConnectAsync(server);
        var query = Query(Name, type);
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)query.Length);
        await socket.SendAllAsync([.. length, .. query]);
        socket.Shutdown(SocketShutdown.Send);
        return await socket.ReadAnswerAsync();
    }
}
