using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

/// <summary>Servers in order, names of the search list in order, against name servers on loopback.</summary>
public sealed class ResolverTests
{
    private const string Search = "search one.lab.test two.lab.test\noptions ndots:2";

    [Theory]
    [InlineData("shop.two.lab.test", "shop.one.lab.test shop.two.lab.test")]
    [InlineData("shop", "shop.one.lab.test shop.two.lab.test shop")]
    public async Task The_search_list_is_tried_in_order_until_a_name_exists(string known, string asked)
    {
        await using var server = NameServer.Knowing(known);
        using var deadline = Make.Deadline();
        var facts = await NameServer.ResolveAsync("shop", deadline, [server], Search);

        Assert.Equal(asked.Split(' '), server.Names);
        Assert.Equal(known, Assert.Single(facts.Deciding).Name);
        Assert.Single(facts.Addresses);
    }

    [Fact]
    public async Task With_enough_dots_the_name_is_tried_as_written_first()
    {
        await using var server = NameServer.Knowing("shop.lab.test");
        using var deadline = Make.Deadline();
        await NameServer.ResolveAsync("shop.lab.test", deadline, [server], "search one.lab.test\noptions ndots:2");
        Assert.Equal(["shop.lab.test"], server.Names);
    }

    [Fact]
    public async Task When_no_name_exists_the_one_as_written_decides()
    {
        await using var server = NameServer.Knowing();
        using var deadline = Make.Deadline();
        var facts = await NameServer.ResolveAsync("shop", deadline, [server], Search);

        Assert.Equal(3, facts.Queries.Count);
        var deciding = Assert.Single(facts.Deciding);
        Assert.Equal(("shop", 3), (deciding.Name, deciding.Rcode));
    }

    [Fact]
    public async Task A_search_domain_that_fails_is_passed_over()
    {
        await using var server = new NameServer((query, _) => query.Name == "shop.two.lab.test" ? NameServer.Here(query)
            : query.Name == "shop.one.lab.test" ? new DnsReply { Code = DnsReplyCode.ServerFailure }
            : NameServer.NotFound);
        using var deadline = Make.Deadline();
        Assert.Single((await NameServer.ResolveAsync("shop", deadline, [server], Search)).Addresses);

        var nowhere = await NameServer.ResolveAsync("shop", deadline, [server], "search one.lab.test zero.lab.test");
        Assert.Equal(("shop.one.lab.test", 2), (nowhere.Deciding[0].Name, nowhere.Deciding[0].Rcode));
    }

    [Fact]
    public async Task A_search_that_ends_in_silence_is_silence_and_not_no_such_name()
    {
        await using var server = new NameServer((query, _) => query.Name == "shop.one.lab.test" ? NameServer.NotFound : null);
        using var deadline = Make.Deadline(1);
        var facts = await NameServer.ResolveAsync("shop", deadline, [server], Search);

        Assert.Equal(DnsOutcome.Silent, Assert.Single(facts.Deciding).Outcome);
        Assert.DoesNotContain("shop", server.Names);
    }

    [Fact]
    public async Task After_silence_the_next_server_is_asked()
    {
        await using var first = NameServer.Silent();
        await using var second = NameServer.Knowing("shop.lab.test");
        using var deadline = Make.Deadline(3);
        var facts = await NameServer.ResolveAsync("shop.lab.test", deadline, [first, second]);

        Assert.Equal([DnsOutcome.Silent, DnsOutcome.Answered], facts.Queries.Select(q => q.Outcome));
        Assert.Single(facts.Addresses);
    }

    [Theory]
    [InlineData(DnsReplyCode.ServerFailure, true)]
    [InlineData(DnsReplyCode.Refused, true)]
    [InlineData(DnsReplyCode.NotImplemented, true)]
    [InlineData(DnsReplyCode.NameError, false)]
    [InlineData(DnsReplyCode.FormatError, false)]
    [InlineData(DnsReplyCode.NoError, false)]
    public async Task The_next_server_is_asked_after_trouble_and_never_after_an_answer(DnsReplyCode code, bool asked)
    {
        await using var first = NameServer.Failing(code);
        await using var second = NameServer.Knowing("shop.lab.test");
        using var deadline = Make.Deadline();
        var facts = await NameServer.ResolveAsync("shop.lab.test", deadline, [first, second]);

        Assert.Equal(asked, second.Names.Count > 0);
        Assert.Equal(asked, facts.Addresses.Count > 0);
    }

    [Fact]
    public async Task When_every_server_fails_the_last_one_decides_and_all_are_in_the_facts()
    {
        await using var first = NameServer.Failing(DnsReplyCode.ServerFailure);
        await using var second = NameServer.Failing(DnsReplyCode.Refused);
        using var deadline = Make.Deadline();
        var facts = await NameServer.ResolveAsync("shop.lab.test", deadline, [first, second]);

        Assert.Equal([2, 5], facts.Queries.Select(q => q.Rcode!.Value));
        Assert.Equal(5, Assert.Single(facts.Deciding).Rcode);
    }

    [Fact]
    public async Task Being_called_off_is_cancelled_and_not_silent()
    {
        await using var server = NameServer.Silent();
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(60), caller.Token);
        var resolving = NameServer.ResolveAsync("shop.lab.test", deadline, [server, server]);
        await Wait.UntilAsync(() => server.Names.Count > 1, "the question was sent again");
        await caller.CancelAsync();
        var facts = await resolving;

        Assert.Equal(DnsOutcome.Cancelled, Assert.Single(facts.Queries).Outcome);
    }
}
