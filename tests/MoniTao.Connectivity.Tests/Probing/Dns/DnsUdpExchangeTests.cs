using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

/// <summary>Who answers, and to what. The clock of the querier stands still: nothing here may wait for it.</summary>
public sealed class DnsUdpExchangeTests : IDisposable
{
    private const string Name = "shop.lab.test";

    private readonly FakeTimeProvider _time = new();
    private readonly UdpServer _server = new();
    private readonly UdpServer _stranger = new();
    private readonly CancellationTokenSource _caller = new();
    private readonly Deadline _deadline;

    public DnsUdpExchangeTests() => _deadline = new Deadline(_time, TimeSpan.FromSeconds(60), _caller.Token);

    public static TheoryData<DnsMismatchKind> Kinds => [.. Enum.GetValues<DnsMismatchKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_wrong_answer_is_waited_out_and_the_right_one_counts(DnsMismatchKind kind)
    {
        var asking = AskAsync(_server.EndPoint);
        var query = await _server.ReceiveAsync();
        await WrongAsync(kind, query);
        await _server.SendAsync(Right(query), query.From!);
        var facts = await asking;

        Assert.Equal(DnsOutcome.Answered, facts.Outcome);
        Assert.Equal(IPAddress.Loopback, Assert.Single(facts.Addresses));
        Assert.Equal(kind, facts.Mismatch!.Kind);
        Assert.Equal(kind == DnsMismatchKind.Source ? _stranger.EndPoint : _server.EndPoint, facts.Mismatch.From);
        Assert.False(_server.HasMore); // it was asked once
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whoever_floods_the_question_with_guesses_ends_it(DnsMismatchKind kind)
    {
        var asking = AskAsync(_server.EndPoint);
        var query = await _server.ReceiveAsync();
        for (var i = 0; i < DnsUdpExchange.MaximumStrays; i++)
            await WrongAsync(kind, query);
        var facts = await asking;

        Assert.Equal(DnsOutcome.Mismatched, facts.Outcome);
        Assert.Equal(kind, facts.Mismatch!.Kind);
        Assert.Empty(facts.Addresses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_no_dns_message_is_malformed_with_the_id_at_once_and_without_it_in_the_end(bool keepsId)
    {
        var asking = AskAsync(_server.EndPoint);
        var query = await _server.ReceiveAsync();
        for (var i = 0; i < (keepsId ? 1 : DnsUdpExchange.MaximumStrays); i++)
            await _server.SendAsync(keepsId ? [(byte)(query.Id >> 8), (byte)query.Id, .. "hello"u8] : [], query.From!);

        Assert.Equal(DnsOutcome.Malformed, (await asking).Outcome);
    }

    [Fact]
    public async Task A_closed_port_ends_the_question_without_waiting()
    {
        // Linux finds no socket for a datagram from anybody but the one connected to, and says so
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await closed.ConnectAsync(IPAddress.Parse("127.255.255.254"), 9);

        Assert.Equal(DnsOutcome.ConnectionRefused, (await AskAsync((IPEndPoint)closed.LocalEndPoint!)).Outcome);
    }

    [Fact]
    public async Task Any_address_is_this_machine_which_answers_from_loopback()
    {
        var asking = AskAsync(new IPEndPoint(IPAddress.Any, _server.EndPoint.Port));
        var query = await _server.ReceiveAsync();
        await _server.SendAsync(Right(query), query.From!);

        Assert.Equal(DnsOutcome.Answered, (await asking).Outcome);
    }

    [Fact]
    public async Task Being_called_off_closes_the_socket_that_asked()
    {
        var asking = AskAsync(_server.EndPoint);
        var query = await _server.ReceiveAsync();
        await _caller.CancelAsync();

        Assert.Equal(DnsOutcome.Cancelled, (await asking).Outcome);
        await Wait.UntilAsync(() => UdpServer.IsFree(query.From!.Port), "the socket that asked is closed");
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _caller.Dispose();
        _stranger.Dispose();
        _server.Dispose();
    }

    private Task<DnsQueryFacts> AskAsync(IPEndPoint server) =>
        new DnsQuerier(_time).QueryAsync(Name, AddressFamily.InterNetwork, server, _deadline);

    private static byte[] Right(DnsQuery query) => NameServer.Here(query).ToBytes(query);

    private Task WrongAsync(DnsMismatchKind kind, DnsQuery query)
    {
        var forged = new DnsReply { Answers = [DnsRecord.Address(query.Name, IPAddress.Parse("192.0.2.66"))] };
        return kind switch
        {
            DnsMismatchKind.Source => _stranger.SendAsync(forged.ToBytes(query), query.From!),
            DnsMismatchKind.Id => _server.SendAsync(forged.ToBytes(query with { Id = (ushort)~query.Id }), query.From!),
            _ => _server.SendAsync(forged.ToBytes(query with { Question = (byte[])[1, (byte)'x', 0, 0, 1, 0, 1] }), query.From!),
        };
    }
}
