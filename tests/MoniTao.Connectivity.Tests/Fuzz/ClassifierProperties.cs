using System.Net;
using System.Net.Sockets;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Linux;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Facts of the layers of a target in any combination, also in those that no probe gives: each has one reason, or is a success that was seen.</summary>
public sealed class ClassifierProperties
{
    private static readonly IPEndPoint Remote = new(IPAddress.Loopback, 443);

    private static readonly Gen<NetworkFault?> Fault = Gen.Select(Gen.Enum<FaultKind>(), Gen.Enum<SocketError>().Nullable(), Gen.Byte.Nullable(), (kind, error, alert) => new NetworkFault(kind, error, alert)).Null();

    private static readonly Gen<IcmpError?> Icmp = Gen.Select(Gen.Bool, Gen.Byte[0, 13], Gen.Byte[0, 15], (six, type, code) =>
        new IcmpError(six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, type, code, IPAddress.Loopback)).Null();

    private static readonly Gen<DnsQueryFacts> Query = Gen.Select(Gen.Enum<DnsOutcome>(), Gen.Int[0, 23].Nullable(), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 30].Nullable(), (outcome, rcode, six, loop, zone, extended) => new DnsQueryFacts
    {
        Name = "shop.lab.test",
        Family = six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
        Server = Remote,
        Outcome = outcome,
        Rcode = rcode,
        AliasLoop = loop,
        Aliases = loop ? ["a.lab.test"] : [],
        SoaOwner = zone ? "test" : null,
        Extended = extended is { } code ? new ExtendedDnsError(code, "") : null,
    });

    private static readonly Gen<DnsFacts?> Dns = Gen.Select(Query.Array[0, 3], Gen.Enum<DnsSource>(), Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 1], (queries, source, addresses, bogus, unexpected) => new DnsFacts
    {
        Name = "shop.lab.test",
        Source = source,
        Deciding = queries.Length == 0 ? null : new ResolverFacts { Resolver = ResolverAddress.System, Queries = queries, Deciding = queries },
        Compared = [new ResolverFacts { Resolver = new ResolverAddress(Remote), Queries = queries, Deciding = queries }],
        Addresses = [.. Enumerable.Repeat(IPAddress.Loopback, addresses)],
        Bogus = [.. Enumerable.Repeat(IPAddress.Any, bogus)],
        Unexpected = [.. Enumerable.Repeat(IPAddress.Loopback, unexpected)],
    }).Null();

    private static readonly Gen<TcpFacts?> Tcp = Gen.Select(
        Gen.Select(Fault, Icmp, Gen.Bool.Nullable(), Gen.Bool, (fault, icmp, route, connected) => new ConnectFacts { Remote = Remote, Fault = fault, Icmp = icmp, LocalRoute = route, Connected = connected }).Array[0, 3],
        Fault,
        Gen.Select(Gen.UInt[0, 2], Gen.UInt[0, 2], Gen.ULong[0, 2].Nullable(), (a, b, sent) => new TcpInformation(a, b, 1500, sent, sent, a)).Null(),
        (attempts, aftermath, end) => new TcpFacts(attempts, TimeSpan.Zero) { Aftermath = aftermath, AtEnd = end }).Null();

    private static readonly Gen<TlsFacts?> Tls = Gen.Select(Fault, Gen.Byte.Nullable(), Gen.Byte.Nullable(), Gen.Int[0, 511].Nullable(), Gen.Bool, Gen.Bool, Gen.Bool.Nullable(), (fault, received, sent, problems, closed, asked, speaks) => new TlsFacts
    {
        ServerName = "shop.lab.test",
        Fault = fault,
        Completed = fault is null,
        AlertReceived = received,
        AlertSent = sent,
        PeerClosed = closed,
        ClientCertificateRequested = asked,
        SpeaksTls = speaks,
        BytesReceived = closed ? 0 : 9,
        Certificate = problems is { } p ? new CertificateFacts { Subject = "CN=a", Issuer = "CN=b", NotBefore = DateTimeOffset.MinValue, NotAfter = DateTimeOffset.MaxValue, Problems = (CertificateProblems)p } : null,
    }).Null();

    private static readonly Gen<HttpFacts?> Http = Gen.Select(Gen.Enum<HttpPhase>(), Gen.Int[0, 1000].Nullable(), Fault, Gen.Enum<HttpProblem>().Nullable(), Gen.Bool, Gen.Bool.Nullable(), Gen.Enum<RedirectProblem>().Nullable(), (phase, status, fault, problem, closed, matched, redirect) => new HttpFacts
    {
        Phase = phase,
        Status = status,
        Fault = fault,
        Problem = problem,
        BodyTooLarge = matched is null && closed,
        PatternMatched = matched,
        RedirectProblem = redirect,
        BytesReceived = closed ? 0 : 5,
    }).Null();

    private static readonly Gen<IcmpFacts?> Echo = Gen.Select(Gen.Bool, Gen.Bool, Fault, Icmp, (replied, forbidden, fault, icmp) =>
        new IcmpFacts { Remote = IPAddress.Loopback, Replied = replied, NotPermitted = forbidden, Fault = fault, Icmp = icmp }).Null();

    private static readonly Gen<ProberFacts> Prober = Gen.Select(Gen.Frequency((9, false), (1, true)), Gen.Int[0, 5], Gen.Frequency<string?>((9, (string?)null), (1, "SomeException")), (cancelled, late, unexpected) =>
        new ProberFacts { Cancelled = cancelled, Starvation = TimeSpan.FromSeconds(late), UnexpectedException = unexpected });

    [Fact]
    public void Every_combination_of_facts_has_a_reason_or_was_seen_to_work() => Property.Holds(
        Gen.Select(Gen.OneOf("https://a/", "http://a/", "tls://a:1", "tcp://a:1", "icmp://a", "dns://a"), Gen.Select(Dns, Tcp), Gen.Select(Tls, Http), Echo, Prober), facts =>
        {
            var (url, (dns, tcp), (tls, http), echo, prober) = facts;
            var seen = Make.Seen(url);
            var target = seen.Target;
            var probe = Classifier.Classify(seen with
            {
                Dns = dns,
                Tcp = target.UsesTcp ? tcp : null,
                Tls = target.UsesTls ? tls : null,
                Http = target.UsesHttp ? http : null,
                Icmp = target.Scheme == TargetScheme.Icmp ? echo : null,
                Prober = prober,
            });

            Safe.Outcome(probe);
            if (probe.Result != ProbeResult.Success)
                return;
            Assert.NotNull(dns);
            Assert.NotEmpty(dns.Addresses);
            Assert.False(prober.Cancelled);
        }, tries: 5000);
}
