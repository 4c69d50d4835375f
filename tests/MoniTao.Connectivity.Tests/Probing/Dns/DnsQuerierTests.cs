using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class DnsQuerierTests
{
    private readonly DnsQuerier _querier = new(TimeProvider.System);

    [Fact]
    public async Task A_lost_datagram_is_asked_again_and_is_no_failure()
    {
        await using var server = new NameServer((query, count) => count == 1 ? null : NameServer.Here(query));
        var facts = await AskAsync(server, "shop.lab.test");

        Assert.Equal(DnsOutcome.Answered, facts.Outcome);
        Assert.Single(facts.Addresses);
        Assert.Equal(2, server.Names.Count); // lost, and again
    }

    [Fact]
    public async Task A_time_to_live_above_the_limit_counts_as_none()
    {
        await using var server = new NameServer((query, _) => new DnsReply { Answers = [DnsRecord.Address(query.Name, IPAddress.Loopback) with { Seconds = 0x80000001 }] });

        Assert.Equal(TimeSpan.Zero, (await AskAsync(server, "shop.lab.test")).TimeToLive);
    }

    [Fact]
    public async Task A_slow_answer_is_an_answer_to_both_questions_and_no_socket_is_left_behind()
    {
        using var server = new UdpServer();
        using var deadline = Make.Deadline();
        var asking = _querier.QueryAsync("shop.lab.test", AddressFamily.InterNetwork, server.EndPoint, deadline);
        var first = await server.ReceiveAsync();
        var again = await server.ReceiveAsync();
        await server.SendAsync(NameServer.Here(first).ToBytes(first), first.From!);
        var facts = await asking;

        Assert.Equal(DnsOutcome.Answered, facts.Outcome);
        Assert.Single(facts.Addresses);
        Assert.Equal((first.Id, first.From), (again.Id, again.From));
        await Wait.UntilAsync(() => UdpServer.IsFree(first.From!.Port), "the socket that asked is closed");
    }

    [Fact]
    public async Task Aliases_are_followed_over_several_answers()
    {
        await using var server = new NameServer((query, _) => query.Name switch
        {
            "shop.lab.test" => Alias(query, "a.lab.test"),
            "a.lab.test" => Alias(query, "b.lab.test"),
            _ => NameServer.Here(query),
        });
        var facts = await AskAsync(server, "shop.lab.test");

        Assert.Equal(["a.lab.test", "b.lab.test"], facts.Aliases);
        Assert.Equal("shop.lab.test", facts.Name);
        Assert.Single(facts.Addresses);
    }

    [Fact]
    public async Task An_alias_that_dangles_two_answers_later_is_seen()
    {
        await using var server = new NameServer((query, _) => query.Name == "shop.lab.test" ? Alias(query, "gone.lab.test") : NameServer.NotFound);
        var facts = await AskAsync(server, "shop.lab.test");

        Assert.Equal(3, facts.Rcode);
        Assert.Equal(["gone.lab.test"], facts.Aliases);
    }

    [Fact]
    public async Task A_loop_over_several_answers_ends()
    {
        await using var server = new NameServer((query, _) => Alias(query, query.Name == "a.lab.test" ? "shop.lab.test" : "a.lab.test"));
        var facts = await AskAsync(server, "shop.lab.test");

        Assert.True(facts.AliasLoop);
        Assert.InRange(server.Names.Count, 2, 4);
    }

    [Fact]
    public async Task A_chain_that_goes_on_for_ever_ends_and_is_a_loop()
    {
        await using var server = new NameServer((query, count) => Alias(query, $"n{count}.lab.test"));
        var facts = await AskAsync(server, "shop.lab.test");

        Assert.True(facts.AliasLoop);
        Assert.Equal(9, server.Names.Count);
    }

    [Fact]
    public async Task Silence_until_the_deadline_is_silent()
    {
        await using var server = NameServer.Silent();
        using var deadline = Make.Deadline(1);
        var facts = await _querier.QueryAsync("shop.lab.test", AddressFamily.InterNetwork, server.EndPoint, deadline);
        Assert.Equal(DnsOutcome.Silent, facts.Outcome);
    }

    private async Task<DnsQueryFacts> AskAsync(NameServer server, string name)
    {
        using var deadline = Make.Deadline();
        return await _querier.QueryAsync(name, AddressFamily.InterNetwork, server.EndPoint, deadline);
    }

    private static DnsReply Alias(DnsQuery query, string target) => new() { Answers = [DnsRecord.Cname(query.Name, target)] };
}
