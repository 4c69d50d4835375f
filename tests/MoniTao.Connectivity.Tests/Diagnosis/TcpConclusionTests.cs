using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Tests.Diagnosis;

public sealed class TcpConclusionTests
{
    [Theory]
    [InlineData(true, "The host is up (ping answers), and nothing listens on 443")]
    [InlineData(false, "does not answer pings")]
    [InlineData(null, "ping evidence is missing")]
    public void A_refusal_says_that_nothing_listens_whatever_is_known_of_ping(bool? ping, string expected)
    {
        var facts = Facts.Of(Reasons.TcpRefused) with
        {
            Addresses = [Facts.Refuses(443)],
            Ping = ping is { } replied ? Facts.Ping(replied) : Facts.ForbiddenPing(),
        };
        var conclusion = Conclusions.Of(facts);
        Assert.Contains(expected, conclusion.Text, StringComparison.Ordinal);
        Assert.Equal(FaultDomain.Target, conclusion.Fault);
        Assert.StartsWith("ss -tlnp 'sport = :443'", conclusion.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_neighbouring_port_that_accepts_proves_the_host()
    {
        var facts = Facts.Of(Reasons.TcpRefused) with { Addresses = [Facts.Refuses(443)], Neighbour = Facts.Accepts(80) };
        Assert.Contains("serves port 80; nothing listens on 443", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Silence_of_one_port_of_a_living_host_is_a_firewall(bool ping, bool neighbour)
    {
        var facts = Facts.Of(Reasons.TcpTimedOut) with
        {
            Addresses = [Facts.Silent(443)],
            Ping = Facts.Ping(ping),
            Neighbour = neighbour ? Facts.Refuses(80) : Facts.Silent(80),
        };
        var conclusion = Conclusions.Of(facts);
        Assert.Contains("firewall drops", conclusion.Text, StringComparison.Ordinal);
        Assert.Equal(FaultDomain.Path, conclusion.Fault);
    }

    [Fact]
    public void Silence_of_everything_is_a_host_that_is_down()
    {
        var facts = Facts.Of(Reasons.TcpTimedOut) with { Addresses = [Facts.Silent(443)], Ping = Facts.Ping(false), Neighbour = Facts.Silent(80) };
        Assert.Contains("answers to nothing", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "The path breaks after 192.0.2.1 (hop 2)")]
    [InlineData(true, "The path ends at 192.0.2.1 (hop 2)")]
    public void A_path_that_ends_early_names_its_last_router(bool refuses, string expected)
    {
        var facts = Facts.Of(Reasons.TcpTimedOut) with
        {
            Addresses = [Facts.Silent(443)],
            Ping = Facts.Ping(false),
            Path = [new HopFacts(1, IPAddress.Parse("198.51.100.1"), TimeSpan.FromMilliseconds(1), false), new HopFacts(2, IPAddress.Parse("192.0.2.1"), TimeSpan.FromMilliseconds(2), false, refuses)],
        };
        Assert.StartsWith(expected, Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("198.51.100.1", "198.51.100.1 rejects the connection on the way")]
    [InlineData("192.0.2.7", "A rule on 192.0.2.7 itself rejects port 443")]
    public void A_rejection_names_who_sent_it(string offender, string expected)
    {
        var facts = Facts.Of(Reasons.TcpRejected) with { Addresses = [Facts.RejectedBy(offender)] };
        Assert.StartsWith(expected, Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Growing_connect_times_before_the_silence_are_an_overload()
    {
        var facts = Facts.Of(Reasons.TcpTimedOut) with { Addresses = [Facts.Silent(443)], Ping = Facts.Ping(true), ConnectTimesBefore = Facts.Times(40, 150, 1100) };
        var conclusion = Conclusions.Of(facts);
        Assert.Contains("accept queue is full", conclusion.Text, StringComparison.Ordinal);
        Assert.Equal(FaultDomain.Target, conclusion.Fault);
    }

    [Theory]
    [InlineData(1, 2, 5)] // grows, but is fast all the same
    [InlineData(900, 950, 1000)] // slow, but was so before
    public void Connect_times_that_do_not_grow_much_are_no_overload(int first, int second, int third)
    {
        var facts = Facts.Of(Reasons.TcpTimedOut) with { Addresses = [Facts.Silent(443)], ConnectTimesBefore = Facts.Times(first, second, third) };
        Assert.DoesNotContain("overloaded", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_bad_address_of_several_is_named()
    {
        var facts = Facts.Of(Reasons.TcpTimedOut) with { Addresses = [Facts.Accepts(443), Facts.Silent(443, "192.0.2.8")] };
        Assert.StartsWith("1 of 2 addresses fail (192.0.2.8)", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_accepts_by_now_is_said_to_have_recovered()
    {
        var facts = Facts.Of(Reasons.TcpRefused) with { Addresses = [Facts.Accepts(443)] };
        Assert.Contains("accepts by now", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_and_verdict_call_a_missing_route_by_the_same_name()
    {
        var attempt = new ConnectFacts
        {
            Remote = new IPEndPoint(IPAddress.Parse("2001:db8::1"), 443),
            Fault = new NetworkFault(FaultKind.Socket, SocketError.NetworkUnreachable),
            LocalRoute = false,
            OwnAddress = true,
        };
        var line = Assert.Single(EvidenceLines.Of(Facts.Of(Reasons.TcpTimedOut) with { Addresses = [attempt] }));
        Assert.Equal(nameof(Reasons.ProberNoRoute), line.Detail);
        Assert.Equal(Reasons.ProberNoRoute, TcpClassifier.Classify(new TcpFacts([attempt], TimeSpan.Zero))?.Reason);
    }

    [Fact]
    public void Without_any_evidence_every_reason_still_gets_a_conclusion()
    {
        foreach (var reason in Reasons.All)
        {
            var conclusion = Conclusions.Of(Facts.Of(reason, "https://shop.example.com/"));
            Assert.False(string.IsNullOrWhiteSpace(conclusion.Text), reason.Name);
            Assert.True(conclusion.Command.Length > 0 || reason.Fault == FaultDomain.Prober, reason.Name);
        }
    }
}
