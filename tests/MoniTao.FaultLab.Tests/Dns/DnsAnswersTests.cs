using MoniTao.FaultLab.Dns;

namespace MoniTao.FaultLab.Tests.Dns;

/// <summary>Replies that are well-formed and say something wrong.</summary>
public sealed class DnsAnswersTests
{
    [Theory]
    [InlineData("dns-servfail", DnsReplyCode.ServerFailure, null)]
    [InlineData("dns-formerr", DnsReplyCode.FormatError, null)]
    [InlineData("dns-notimp", DnsReplyCode.NotImplemented, null)]
    [InlineData("dns-refused", DnsReplyCode.Refused, null)]
    [InlineData("dns-blocked", DnsReplyCode.NameError, 15)]
    [InlineData("dns-dnssec-bogus", DnsReplyCode.ServerFailure, 6)]
    [InlineData("dns-dnssec-expired", DnsReplyCode.ServerFailure, 7)]
    [InlineData("dns-authority-unreachable", DnsReplyCode.ServerFailure, 22)]
    public async Task Failure_carries_its_code_and_its_extended_error(string name, DnsReplyCode code, int? extended)
    {
        var answer = await AskAsync(name);
        Assert.Equal((int)code, answer.Code);
        Assert.Equal(extended, answer.ExtendedError);
        Assert.Empty(answer.Answers);
    }

    [Theory]
    [InlineData("dns-name-not-found", "lab.test")]
    [InlineData("dns-domain-not-registered", "com")]
    public async Task Missing_name_is_denied_by_the_zone_that_should_have_it(string name, string zone)
    {
        var answer = await AskAsync(name);
        Assert.Equal((int)DnsReplyCode.NameError, answer.Code);
        Assert.Equal((zone, DnsRecordType.Soa), (Assert.Single(answer.Authorities).Owner, answer.Authorities[0].Type));
    }

    [Theory]
    [InlineData("dns-no-data", DnsRecordType.A)]
    [InlineData("dns-no-data", DnsRecordType.Aaaa)]
    [InlineData("dns-no-ipv6", DnsRecordType.Aaaa)]
    public async Task Missing_address_is_no_error_without_an_answer(string name, DnsRecordType type)
    {
        var answer = await AskAsync(name, type);
        Assert.Equal((int)DnsReplyCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.Equal(DnsRecordType.Soa, Assert.Single(answer.Authorities).Type);
    }

    [Theory]
    [InlineData("healthy-dns", DnsRecordType.A, "127.0.0.1")]
    [InlineData("healthy-dns", DnsRecordType.Aaaa, "::1")]
    [InlineData("healthy-dns-alias", DnsRecordType.A, "127.0.0.1")]
    [InlineData("dns-no-ipv6", DnsRecordType.A, "127.0.0.1")]
    [InlineData("dns-sinkhole", DnsRecordType.A, "0.0.0.0")]
    [InlineData("dns-reserved-address", DnsRecordType.A, "240.0.0.1")]
    [InlineData("dns-unexpected-answer", DnsRecordType.A, "127.0.0.1")]
    public async Task Name_resolves_to_this_address(string name, DnsRecordType type, string address) =>
        Assert.Equal(address, Assert.Single((await AskAsync(name, type)).Addresses).ToString());

    [Fact]
    public async Task Expected_address_is_not_the_one_that_is_given()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-unexpected-answer"]);
        var given = (await new DnsClient(lab["dns-unexpected-answer"]).AskUdpAsync()).Addresses.Select(address => address.ToString());
        Assert.Empty(given.Intersect(lab["dns-unexpected-answer"].Settings.ExpectedAddresses));
    }

    [Fact]
    public async Task Two_resolvers_disagree_about_whether_the_name_exists()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-dns-inconsistent"]);
        var first = await new DnsClient(lab["healthy-dns-inconsistent"], 0).AskUdpAsync();
        var second = await new DnsClient(lab["healthy-dns-inconsistent"], 1).AskUdpAsync();
        Assert.Equal("127.0.0.1", Assert.Single(first.Addresses).ToString());
        Assert.Equal((int)DnsReplyCode.NameError, second.Code);
    }

    [Fact]
    public async Task Dangling_alias_names_a_target_that_does_not_exist()
    {
        await using var lab = await FaultLabHost.StartAsync(["dns-cname-dangling"]);
        var client = new DnsClient(lab["dns-cname-dangling"]);
        var alias = await client.AskUdpAsync();
        Assert.Equal(DnsRecordType.Cname, Assert.Single(alias.Answers).Type);
        var target = await client.AskUdpAsync(name: "gone.lab.test");
        Assert.Equal((int)DnsReplyCode.NameError, target.Code);
        Assert.Empty(target.Answers);
    }

    [Fact]
    public async Task Looping_alias_comes_back_to_its_own_name()
    {
        var answer = await AskAsync("dns-cname-loop");
        Assert.Equal(["to.lab.test", "fro.lab.test"], answer.Answers.Select(record => record.Owner));
        Assert.All(answer.Answers, record => Assert.Equal(DnsRecordType.Cname, record.Type));
    }

    [Fact]
    public async Task Lame_delegation_refers_elsewhere_and_answers_nothing()
    {
        var answer = await AskAsync("dns-lame-delegation");
        Assert.Equal((int)DnsReplyCode.NoError, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.All(answer.Authorities, record => Assert.Equal(DnsRecordType.Ns, record.Type));
    }

    private static async Task<DnsAnswer> AskAsync(string name, DnsRecordType type = DnsRecordType.A)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        var client = new DnsClient(lab[name]);
        var answer = await client.AskUdpAsync(type);
        Assert.Equal(DnsClient.Id, answer.Id);
        Assert.Equal(client.Name, answer.Question);
        Assert.Empty(lab.Errors);
        return answer;
    }
}
