using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Classification;

public sealed class DnsClassifierTests
{
    private static readonly IPEndPoint Server = new(IPAddress.Parse("10.0.0.53"), 53);

    [Theory]
    [InlineData(0, null, null, "DnsNoData")]
    [InlineData(1, null, null, "DnsServerFailure")]
    [InlineData(2, null, null, "DnsServerFailure")]
    [InlineData(2, 0, null, "DnsServerFailure")]
    [InlineData(2, 5, null, "DnsSecFailed")]
    [InlineData(2, 10, null, "DnsSecFailed")]
    [InlineData(2, 11, null, "DnsServerFailure")]
    [InlineData(2, 12, null, "DnsSecFailed")]
    [InlineData(2, 22, null, "DnsAuthorityUnreachable")]
    [InlineData(2, 23, null, "DnsAuthorityUnreachable")]
    [InlineData(2, 15, null, "DnsBlocked")]
    [InlineData(0, 17, null, "DnsBlocked")]
    [InlineData(3, 18, "example.com", "DnsBlocked")]
    [InlineData(3, null, "example.com", "DnsNameNotFound")]
    [InlineData(3, null, null, "DnsNameNotFound")]
    [InlineData(3, null, "com", "DnsDomainNotRegistered")]
    [InlineData(3, null, "local", "DnsNameNotFound")]
    [InlineData(4, null, null, "DnsServerFailure")]
    [InlineData(5, null, null, "DnsQueryRefused")]
    [InlineData(9, null, null, "DnsServerFailure")]
    public void An_answer_has_its_reason(int rcode, int? extended, string? zone, string reason) => Assert.Equal(reason, DnsClassifier.Of(
        Query(DnsOutcome.Answered) with { Rcode = rcode, SoaOwner = zone, Extended = extended is { } code ? new ExtendedDnsError(code, "") : null }).Name);

    [Theory]
    [InlineData(DnsOutcome.Silent, "DnsTimeout")]
    [InlineData(DnsOutcome.ConnectionRefused, "DnsServerRefusedConnection")]
    [InlineData(DnsOutcome.Unreachable, "DnsServerUnreachable")]
    [InlineData(DnsOutcome.TruncatedWithoutTcp, "DnsTruncated")]
    [InlineData(DnsOutcome.TransportFailed, "DnsTransportError")]
    [InlineData(DnsOutcome.Malformed, "DnsMalformedResponse")]
    [InlineData(DnsOutcome.Mismatched, "DnsResponseMismatch")]
    [InlineData(DnsOutcome.ProberOutOfPorts, "ProberPortsExhausted")]
    [InlineData(DnsOutcome.ProberOutOfDescriptors, "ProberFileDescriptorsExhausted")]
    [InlineData(DnsOutcome.ProberOutOfMemory, "ProberResourceExhausted")]
    [InlineData(DnsOutcome.ProberWithoutRoute, "ProberNoRoute")]
    [InlineData(DnsOutcome.ProberBlocked, "ProberFirewallBlocked")]
    [InlineData(DnsOutcome.Cancelled, "ProbeCancelled")]
    public void An_outcome_has_its_reason(DnsOutcome outcome, string reason) => Assert.Equal(reason, DnsClassifier.Of(Query(outcome)).Name);

    [Fact]
    public void Every_outcome_but_an_answer_is_no_answer()
    {
        foreach (var outcome in Enum.GetValues<DnsOutcome>().Where(o => o != DnsOutcome.Answered))
            Assert.NotEqual(Reasons.DnsNoData, DnsClassifier.Of(Query(outcome)));
    }

    [Fact]
    public void Aliases_are_shown_and_change_the_reason()
    {
        var dangling = Query(DnsOutcome.Answered) with { Rcode = 3, Aliases = ["gone.example.com"], SoaOwner = "com" };
        var finding = DnsClassifier.Classify(Facts(dangling))!;

        Assert.Equal(Reasons.DnsCnameDangling, finding.Reason);
        Assert.Equal("shop.example.com → gone.example.com A at 10.0.0.53:53, NXDOMAIN from zone com", finding.Detail);
        Assert.Equal(Reasons.DnsCnameLoop, DnsClassifier.Of(dangling with { AliasLoop = true }));
        Assert.Equal(Reasons.DnsLameDelegation, DnsClassifier.Of(Query(DnsOutcome.Answered) with { Rcode = 0, Referral = true }));
    }

    [Theory]
    [InlineData(DnsMismatchKind.Source, "answered by 10.0.0.9:53")]
    [InlineData(DnsMismatchKind.Id, "answered with another id")]
    [InlineData(DnsMismatchKind.Question, "answered to another question")]
    public void An_answer_that_was_not_believed_is_named_and_is_a_remark_when_a_right_one_came(DnsMismatchKind kind, string text)
    {
        var mismatched = Query(DnsOutcome.Mismatched) with { Mismatch = new DnsMismatch(kind, new IPEndPoint(IPAddress.Parse("10.0.0.9"), 53)) };
        var seen = Make.Seen("dns://shop.example.com") with { Dns = Facts(mismatched with { Outcome = DnsOutcome.Answered }) with { Addresses = [IPAddress.Loopback] } };

        Assert.Equal($"shop.example.com A at 10.0.0.53:53, {text}", DnsClassifier.Classify(Facts(mismatched))!.Detail);
        Assert.Contains($", also {text}, which was not believed", Assert.Single(Classifier.Classify(seen).Layers, l => l.Layer == Layer.Dns).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_families_the_one_that_tells_more_decides_and_our_own_trouble_before_it()
    {
        var none = Query(DnsOutcome.Answered) with { Rcode = 0 };

        Assert.Equal(Reasons.DnsTimeout, DnsClassifier.Classify(Facts(none, Query(DnsOutcome.Silent)))!.Reason);
        Assert.Equal(Reasons.DnsNoData, DnsClassifier.Classify(Facts(none, none))!.Reason);
        Assert.Equal(Reasons.ProberPortsExhausted, DnsClassifier.Classify(Facts(Query(DnsOutcome.Silent), Query(DnsOutcome.ProberOutOfPorts)))!.Reason);
    }

    [Fact]
    public void An_address_of_one_family_is_enough() => Assert.Null(DnsClassifier.Classify(
        Facts(Query(DnsOutcome.Silent)) with { Addresses = [IPAddress.Loopback], Bogus = [IPAddress.Any] }));

    [Fact]
    public void Bogus_unexpected_and_absent_addresses_are_told_apart()
    {
        var facts = Facts(Query(DnsOutcome.Answered));

        Assert.Equal(Reasons.DnsBogonAnswer, DnsClassifier.Classify(facts with { Bogus = [IPAddress.Any] })!.Reason);
        Assert.Equal(Reasons.TcpAddressInvalid, DnsClassifier.Classify(facts with { Bogus = [IPAddress.Any], Source = DnsSource.Literal, Deciding = null })!.Reason);
        Assert.Equal(Reasons.DnsUnexpectedAnswer, DnsClassifier.Classify(facts with { Unexpected = [IPAddress.Loopback] })!.Reason);
        Assert.Equal(Reasons.DnsNoData, DnsClassifier.Classify(facts with { Source = DnsSource.Hosts, Deciding = null })!.Reason);
    }

    [Theory]
    [InlineData("com", "shop.com", true)]
    [InlineData("com", "com", false)]
    [InlineData("co.uk", "shop.co.uk", true)]
    [InlineData("example.co.uk", "shop.example.co.uk", false)]
    [InlineData("net", "shop.com", false)]
    [InlineData("test", "shop.test", false)]
    [InlineData(".", "shop", false)]
    [InlineData("", "shop", false)]
    [InlineData(null, "shop", false)]
    [InlineData("arpa", "1.in-addr.arpa", false)]
    [InlineData("COM", "shop.com.", true)]
    public void A_registry_is_a_zone_in_which_the_public_registers(string? zone, string name, bool registry) =>
        Assert.Equal(registry, PublicSuffix.IsRegistry(zone, name));

    [Fact]
    public void Codes_have_their_names() =>
        Assert.Equal("NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED rcode 16", string.Join(' ', ((int[])[0, 1, 2, 3, 4, 5, 16]).Select(DnsClassifier.RcodeName)));

    private static DnsQueryFacts Query(DnsOutcome outcome) =>
        new() { Name = "shop.example.com", Family = AddressFamily.InterNetwork, Server = Server, Outcome = outcome };

    private static DnsFacts Facts(params DnsQueryFacts[] queries) => new()
    {
        Name = "shop.example.com",
        Source = DnsSource.Server,
        Deciding = new ResolverFacts { Resolver = ResolverAddress.System, Queries = queries, Deciding = queries },
    };
}
