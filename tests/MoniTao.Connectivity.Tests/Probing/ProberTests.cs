using System.Net;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Tests.FaultLab;
using MoniTao.FaultLab.Dns;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Probing;

/// <summary>The whole pass through the layers.</summary>
public sealed class ProberTests(ITestOutputHelper output) : IDisposable
{
    private readonly Prober _prober = new(TimeProvider.System);

    public void Dispose() => _prober.Dispose();

    [Fact]
    public async Task A_probe_that_is_called_off_ends_at_once_and_says_so()
    {
        await using var server = ScriptedTcpServer.Start(c => c.WaitForHangUpAsync());
        using var caller = new CancellationTokenSource();
        var probing = _prober.ProbeAsync(Make.Spec($"http://127.0.0.1:{server.Port}/", seconds: 3600), caller.Token);
        await Wait.UntilAsync(() => server.Open == 1, "the probe is connected");
        await caller.CancelAsync();
        var seen = await probing.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.True(seen.Prober.Cancelled);
        Assert.Equal(Reasons.ProbeCancelled, Classifier.Classify(seen).Reason);
        await Wait.UntilAsync(() => server.Open == 0, "the connection is closed");
    }

    [Fact]
    public async Task Both_families_are_asked_and_the_one_that_works_is_used()
    {
        await using var server = ScriptedTcpServer.Start(c => c.WaitForHangUpAsync());
        await using var dns = new NameServer((query, _) => new DnsReply
        {
            Answers = [DnsRecord.Address(query.Name, query.Type == DnsRecordType.A ? IPAddress.Loopback : IPAddress.IPv6Loopback)],
        });
        var seen = await _prober.ProbeAsync(Ask(dns, $"tcp://shop.lab.test:{server.Port}"), CancellationToken.None);

        Assert.Null(Classifier.Classify(seen).Reason);
        Assert.Equal([IPAddress.IPv6Loopback, IPAddress.Loopback], seen.Dns!.Addresses);
        Assert.Equal(IPAddress.Loopback, seen.Tcp!.Winner!.Remote.Address);
    }

    [Fact]
    public async Task A_compared_resolver_that_stays_silent_does_not_hold_the_probe_up()
    {
        await using var dns = NameServer.Knowing("shop.lab.test");
        await using var silent = NameServer.Silent();
        var spec = Ask(dns, "dns://shop.lab.test", seconds: 3600);
        var seen = await _prober.ProbeAsync(spec with { Dns = spec.Dns with { Resolvers = [new(dns.EndPoint), new(silent.EndPoint)] } }, CancellationToken.None)
            .WaitAsync(TimeSpan.FromSeconds(120));

        Assert.Null(Classifier.Classify(seen).Reason);
        Assert.Null(Classifier.Classify(seen).DnsInconsistent);
        Assert.Single(seen.Dns!.Compared);
    }

    [Fact]
    public async Task Expected_addresses_are_those_of_the_target_and_not_of_where_it_redirects()
    {
        await using var other = new WebServer(_ => WebServer.Ok());
        await using var server = new WebServer(_ => WebServer.Redirect($"http://other.lab.test:{other.Port}/"));
        await using var dns = new NameServer((query, _) => query.Type == DnsRecordType.A
            ? new DnsReply { Answers = [DnsRecord.Address(query.Name, query.Name.StartsWith("other", StringComparison.Ordinal) ? IPAddress.Parse("127.0.0.1") : IPAddress.Loopback)] }
            : new DnsReply { Authorities = [DnsRecord.Soa("lab.test")] });
        var spec = Ask(dns, $"http://shop.lab.test:{server.Port}/");

        var unexpected = await _prober.ProbeAsync(spec with { Dns = spec.Dns with { ExpectedAddresses = [IPAddress.Parse("127.0.0.9")] } }, CancellationToken.None);
        Assert.Equal(Reasons.DnsUnexpectedAnswer, Classifier.Classify(unexpected).Reason);
        Assert.Empty(server.Heads);
        var expected = await _prober.ProbeAsync(spec with { Dns = spec.Dns with { ExpectedAddresses = [IPAddress.Loopback] } }, CancellationToken.None);
        Assert.Null(Classifier.Classify(expected).Reason);
        Assert.Contains($"Host: other.lab.test:{other.Port}\r\n", Assert.Single(other.Heads), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hosts_file_goes_before_the_name_servers()
    {
        var hosts = Path.Combine(Path.GetTempPath(), $"monitao-hosts-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(hosts, "127.0.0.1 shop.lab.test\n0.0.0.0 blocked.lab.test\n10.0.0.1 four.lab.test\n");
        try
        {
            using var prober = new Prober(TimeProvider.System, new SystemResolution(new FakeTimeProvider(), "/nonexistent", hosts));
            var seen = await prober.ProbeAsync(Make.Spec("dns://shop.lab.test"), CancellationToken.None);
            Assert.Equal((DnsSource.Hosts, "127.0.0.1"), (seen.Dns!.Source, Assert.Single(seen.Dns.Addresses).ToString()));

            Assert.Equal(Reasons.DnsBogonAnswer, Classifier.Classify(await prober.ProbeAsync(Make.Spec("tcp://blocked.lab.test:1"), CancellationToken.None)).Reason);
            var six = Make.Spec("dns://four.lab.test") with { Dns = new DnsOptions { RecordType = AddressRecordType.AAAA } };
            Assert.Equal(Reasons.DnsNoData, Classifier.Classify(await prober.ProbeAsync(six, CancellationToken.None)).Reason);
        }
        finally
        {
            File.Delete(hosts);
        }
    }

    [Theory]
    [InlineData("tcp://0.0.0.0:80", "TcpAddressInvalid")]
    [InlineData("tcp://224.0.0.1:80", "TcpAddressInvalid")]
    [InlineData("tcp://[::]:80", "TcpAddressInvalid")]
    [InlineData("http://[fe80::1]/", "TcpAddressInvalid")]
    [InlineData("icmp://255.255.255.255", "TcpAddressInvalid")]
    [InlineData("dns://127.0.0.1", null)]
    public async Task A_literal_is_judged_without_a_name_server(string target, string? reason)
    {
        var seen = await _prober.ProbeAsync(Make.Spec(target), CancellationToken.None);

        Assert.Equal(DnsSource.Literal, seen.Dns!.Source);
        Assert.Equal(reason, Classifier.Classify(seen).Reason?.Name);
    }

    public static TheoryData<string> Loopback => LoopbackV6.Usable ? ["icmp://127.0.0.1", "icmp://[::1]"] : ["icmp://127.0.0.1"];

    [Theory]
    [MemberData(nameof(Loopback))]
    public async Task An_echo_of_loopback_is_answered_or_not_permitted_and_never_failed(string target)
    {
        var seen = await _prober.ProbeAsync(Make.Spec(target), CancellationToken.None);
        output.WriteLine($"{seen.Icmp}");

        Assert.NotEqual(seen.Icmp!.Replied, seen.Icmp.NotPermitted);
        Assert.Equal(seen.Icmp.Replied ? null : Reasons.IcmpUnavailable, Classifier.Classify(seen).Reason);
    }

    [Fact]
    public async Task A_defect_of_ours_is_told_as_ours()
    {
        var seen = await _prober.ProbeAsync(Make.Spec("dns://shop.lab.test") with { Dns = new DnsOptions { Resolvers = [] } }, CancellationToken.None);

        Assert.Equal(nameof(ArgumentOutOfRangeException), seen.Prober.UnexpectedException);
        Assert.Equal(ProbeResult.Inconclusive, Classifier.Classify(seen).Result);
    }

    private static ProbeSpec Ask(NameServer dns, string target, int seconds = 20) =>
        Make.Spec(target, seconds) with { Dns = new DnsOptions { Resolvers = [new(dns.EndPoint)] } };
}
