using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Dns;

namespace MoniTao.FaultLab.Tests.Dns;

/// <summary>Servers that are silent, closed, cut off, or send what no server should.</summary>
public sealed class DnsTransportTests
{
    [Fact]
    public async Task Closed_port_is_refused_over_UDP_by_ICMP_and_over_TCP_by_RST()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-port-closed"]);
        var client = new DnsClient(lab["dns-port-closed"]);
        var udp = await Assert.ThrowsAsync<SocketException>(() => client.AskUdpAsync());
        Assert.Equal(SocketError.ConnectionRefused, udp.SocketErrorCode);
        var tcp = await Assert.ThrowsAsync<SocketException>(() => client.AskTcpAsync());
        Assert.Equal(SocketError.ConnectionRefused, tcp.SocketErrorCode);
    }

    [Fact]
    public async Task Silent_script_answers_nothing_and_the_next_query_is_heard()
    {
        await using var server = ScriptedDnsServer.Start(query => query.Name == "silence.test" ? null : new DnsReply().ToBytes(query));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.EndPoint);
        await socket.SendAsync(DnsClient.Query("silence.test", DnsRecordType.A));
        await socket.SendAsync(DnsClient.Query("speech.test", DnsRecordType.A));
        var buffer = new byte[512];
        using var limit = new CancellationTokenSource(Wire.Limit);
        var first = buffer[..await socket.ReceiveAsync(buffer, limit.Token)];
        Assert.Equal("speech.test", DnsAnswer.Parse(first).Question);
    }

    [Fact]
    public async Task Truncated_reply_is_complete_over_TCP()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-dns-over-tcp"]);
        var client = new DnsClient(lab["healthy-dns-over-tcp"]);
        var udp = await client.AskUdpAsync();
        Assert.True(udp.IsTruncated);
        Assert.Empty(udp.Answers);

        var tcp = await client.AskTcpAsync();
        var whole = DnsAnswer.Parse(tcp.Bytes[2..]);
        Assert.False(whole.IsTruncated);
        Assert.Equal(100, whole.Addresses.Distinct().Count());
    }

    [Fact]
    public async Task Truncated_reply_without_TCP_leaves_the_client_with_nothing()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-truncated"]);
        var client = new DnsClient(lab["dns-truncated"]);
        Assert.True((await client.AskUdpAsync()).IsTruncated);
        var refusal = await Assert.ThrowsAsync<SocketException>(() => client.AskTcpAsync());
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task Cut_reply_is_shorter_than_its_length_says()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-tcp-cut"]);
        var client = new DnsClient(lab["dns-tcp-cut"]);
        Assert.True((await client.AskUdpAsync()).IsTruncated);
        var answer = await client.AskTcpAsync();
        Assert.Equal(WireEnd.Fin, answer.End);
        var announced = (answer.Bytes[0] << 8) | answer.Bytes[1];
        Assert.InRange(answer.Bytes.Length - 2, 1, announced - 1);
    }

    [Theory]
    [InlineData("dns-noise")]
    [InlineData("dns-pointer-loop")]
    [InlineData("dns-cut-short")]
    public async Task Malformed_reply_has_the_right_identifier_and_can_not_be_read(string name)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        var bytes = await new DnsClient(lab[name]).AskUdpBytesAsync();
        Assert.Equal(DnsClient.Id, (bytes[0] << 8) | bytes[1]);
        Assert.ThrowsAny<Exception>(() => DnsAnswer.Parse(bytes));
    }

    [Fact]
    public async Task Wrong_question_is_a_sound_reply_about_another_name()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-wrong-question"]);
        var client = new DnsClient(lab["dns-wrong-question"]);
        var answer = await client.AskUdpAsync();
        Assert.Equal(DnsClient.Id, answer.Id);
        Assert.NotEqual(client.Name, answer.Question);
        Assert.Equal(IPAddress.Loopback, Assert.Single(answer.Addresses));
    }

    [Fact]
    public async Task Wrong_identifier_is_a_sound_reply_to_nobody()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-wrong-id"]);
        var client = new DnsClient(lab["dns-wrong-id"]);
        var answer = await client.AskUdpAsync();
        Assert.NotEqual(DnsClient.Id, answer.Id);
        Assert.Equal(client.Name, answer.Question);
    }

    [Fact]
    public async Task Forestalled_server_answers_after_a_stranger_who_was_not_asked()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-dns-forestalled"]);
        var scenario = lab["healthy-dns-forestalled"];
        var server = IPEndPoint.Parse(scenario.Settings.Resolvers[0]);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.SendToAsync(DnsClient.Query(new DnsClient(scenario).Name, DnsRecordType.A), server);
        var buffer = new byte[512];
        var anyone = new IPEndPoint(IPAddress.Any, 0);
        using var limit = new CancellationTokenSource(Wire.Limit);
        var first = await socket.ReceiveFromAsync(buffer, anyone, limit.Token);
        var forged = DnsAnswer.Parse(buffer[..first.ReceivedBytes]);
        var second = await socket.ReceiveFromAsync(buffer, anyone, limit.Token);
        var right = DnsAnswer.Parse(buffer[..second.ReceivedBytes]);

        Assert.Equal(IPAddress.Parse("127.0.0.2"), ((IPEndPoint)first.RemoteEndPoint).Address);
        Assert.Equal((DnsClient.Id, IPAddress.Parse("192.0.2.66")), (forged.Id, Assert.Single(forged.Addresses)));
        Assert.Equal(server, second.RemoteEndPoint);
        Assert.Equal(IPAddress.Loopback, Assert.Single(right.Addresses));
    }

    [Fact]
    public async Task Wrong_source_is_the_stranger_alone()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-wrong-source"]);
        var server = IPEndPoint.Parse(lab["dns-wrong-source"].Settings.Resolvers[0]);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.SendToAsync(DnsClient.Query("wrong-source.lab.test", DnsRecordType.A), server);
        await socket.SendToAsync(DnsClient.Query("wrong-source.lab.test", DnsRecordType.A), server);
        var buffer = new byte[512];
        using var limit = new CancellationTokenSource(Wire.Limit);
        for (var i = 0; i < 2; i++)
        {
            var answer = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), limit.Token);
            Assert.Equal(IPAddress.Parse("127.0.0.2"), ((IPEndPoint)answer.RemoteEndPoint).Address);
        }
    }

    [Fact]
    public async Task Datagrams_that_are_no_queries_are_left_unanswered_and_do_no_harm()
    {
        await using var server = ScriptedDnsServer.Start(query => new DnsReply().ToBytes(query));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.EndPoint);
        byte[] header = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        foreach (var datagram in new byte[][] { [], [1], new byte[12], header, [.. header, 63, 1], [.. header, 200, 1] })
        {
            await socket.SendAsync(datagram);
        }

        await socket.SendAsync(DnsClient.Query("lab.test", DnsRecordType.A));
        var buffer = new byte[512];
        using var limit = new CancellationTokenSource(Wire.Limit);
        var first = buffer[..await socket.ReceiveAsync(buffer, limit.Token)];
        Assert.Equal("lab.test", DnsAnswer.Parse(first).Question);
    }
}
