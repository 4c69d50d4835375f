using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Tests.Support;

namespace MoniTao.Connectivity.Tests.Diagnosis;

/// <summary>A summary becomes the label of a metric: the same rule must always say the same, whatever the target is called.</summary>
public sealed class SummaryTests
{
    public static TheoryData<string> Names => [.. Reasons.All.Where(r => r.Fault != FaultDomain.Prober).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Summary_holds_nothing_of_the_target(string name)
    {
        var reason = Reasons.Find(name)!;
        foreach (var (first, second) in Evidence(reason, "tcp://192.0.2.7:443", 443).Zip(Evidence(reason, "tls://shop.example.com:8443", 8443)))
        {
            var (one, other) = (Conclusions.Of(first), Conclusions.Of(second));

            Assert.Equal(one.Summary, other.Summary);
            Assert.DoesNotContain("192.0.2", one.Summary, StringComparison.Ordinal);
            Assert.DoesNotMatch(@"\d{3}", one.Summary);
            Assert.InRange(one.Summary.Length, 10, 140);
        }
    }

    private static IEnumerable<DiagnosisFacts> Evidence(Reason reason, string target, int port)
    {
        var facts = new DiagnosisFacts { Spec = Make.Spec(target), Reason = reason };
        yield return facts;
        foreach (var ping in new[] { true, false })
        {
            yield return facts with { Addresses = [Facts.Refuses(port)], Ping = Facts.Ping(ping) };
            yield return facts with { Addresses = [Facts.Silent(port)], Ping = Facts.Ping(ping), Neighbour = Facts.Silent(80) };
            yield return facts with { Addresses = [Facts.Refuses(port)], Ping = Facts.Ping(ping), Neighbour = Facts.Accepts(80) };
        }

        yield return facts with { Addresses = [Facts.Refuses(port), Facts.Accepts(port)] };
        yield return facts with { Addresses = [Facts.Accepts(port)] };
        yield return facts with { Addresses = [Facts.RejectedBy("192.0.2.1")] };
        yield return facts with { Addresses = [Facts.RejectedBy("192.0.2.7")] };
        yield return facts with { Addresses = [Facts.Silent(port)], ConnectTimesBefore = Facts.Times(10, 100, 1000) };
        yield return facts with { Resolvers = [Facts.Resolver("192.0.2.53", 3), Facts.Resolver("192.0.2.54", 0, "192.0.2.7")] };
        yield return facts with { Resolvers = [Facts.Resolver("192.0.2.53", 2), Facts.Resolver("192.0.2.54", 0, "192.0.2.7")] };
        yield return facts with { Resolvers = [Facts.Resolver("192.0.2.53", 3), Facts.Resolver("192.0.2.54", 3)] };
        yield return facts with { FirstBytes = "SSH-2.0-x" };
        yield return facts with { TlsVersions = ["TLS 1.0"] };
    }
}
