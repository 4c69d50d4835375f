using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Tests.FaultLab;

namespace MoniTao.Connectivity.Tests.Diagnosis;

/// <summary>Evidence taken from real endpoints of the fault lab.</summary>
public sealed class DiagnosticianTests(LabFixture fixture, ITestOutputHelper output) : IClassFixture<LabFixture>
{
    private readonly Diagnostician _diagnostician = new(TimeProvider.System);

    [Theory]
    [InlineData("tcp-refused", "Address", "TcpRefused", FaultDomain.Target)]
    [InlineData("tcp-refused", "Path", "the target", FaultDomain.Target)]
    [InlineData("tls-ssh", "FirstBytes", "SSH-2.0", FaultDomain.Target)]
    [InlineData("tls-version-too-old", "TlsVersions", "TLS 1.2", FaultDomain.Target)]
    [InlineData("tls-cert-expired", "Certificate", "Expired", FaultDomain.Target)]
    [InlineData("tls-cert-incomplete-chain", "Certificate", "1 sent", FaultDomain.Target)]
    [InlineData("tls-cert-incomplete-chain", "Chain", "not sent", FaultDomain.Target)]
    [InlineData("tls-cert-untrusted-root", "Chain", "not among the authorities", FaultDomain.Target)]
    [InlineData("tls-cert-expired", "Chain", "sent as number 2, issued by CN=Lab root", FaultDomain.Target)]
    [InlineData("tls-cert-expired", "TlsVersions", "TLS 1.3, TLS 1.2", FaultDomain.Target)]
    [InlineData("tls-cert-revoked", "Certificate", "Revoked", FaultDomain.Target)]
    [InlineData("dns-name-not-found", "Resolver", "NXDOMAIN", FaultDomain.Target)]
    [InlineData("dns-servfail", "Resolver", "SERVFAIL", FaultDomain.Resolver)]
    [InlineData("tls-silent", "Address", "accepts", FaultDomain.Target)]
    public async Task The_evidence_shows_the_fault(string name, string check, string detail, FaultDomain fault)
    {
        var report = await DiagnoseAsync(name);
        Assert.Contains(report.Evidence, e => e.Check == check && e.Detail.Contains(detail, StringComparison.Ordinal));
        Assert.Equal(fault, report.Fault);
        Assert.NotEmpty(report.NextCommand);
        Assert.True(report.Elapsed <= Diagnostician.Limit + TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Every_failing_scenario_gets_a_conclusion_and_no_exception()
    {
        var scenarios = fixture.Lab.Scenarios.Where(s => !s.IsHealthy && s.Settings.TimeoutSeconds >= 1).ToList();
        foreach (var few in scenarios.Chunk(10))
        {
            var reports = await Task.WhenAll(few.Select(s => DiagnoseAsync(s.Name)));
            Assert.All(reports, r => Assert.False(string.IsNullOrWhiteSpace(r.Conclusion) || string.IsNullOrWhiteSpace(r.Summary)));
        }
    }

    [Fact]
    public async Task What_is_called_off_still_concludes_from_what_is_known()
    {
        var spec = fixture.Lab["tcp-refused"].ToSpec();
        var failure = Classifier.Classify(await fixture.Prober.ProbeAsync(spec, TestContext.Current.CancellationToken));
        var report = await _diagnostician.DiagnoseAsync(spec, failure, [], trace: true, new CancellationToken(canceled: true));
        Assert.Contains("refuses", report.Conclusion, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Plain_http_behind_a_tls_target_is_told_by_what_it_says()
    {
        var plain = fixture.Lab["healthy-http"].ToSpec();
        var report = await DiagnoseAsync(plain with { Target = plain.Target with { Scheme = TargetScheme.Https } });
        Assert.Contains(report.Evidence, e => e.Check == "FirstBytes" && e.Detail.StartsWith("\"HTTP/1.", StringComparison.Ordinal));
        Assert.Contains("speaks plain HTTP", report.Conclusion, StringComparison.Ordinal);
    }

    private Task<DiagnosisReport> DiagnoseAsync(string name) => DiagnoseAsync(fixture.Lab[name].ToSpec());

    private async Task<DiagnosisReport> DiagnoseAsync(ProbeSpec spec)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var failure = Classifier.Classify(await fixture.Prober.ProbeAsync(spec, cancellation));
        var report = await _diagnostician.DiagnoseAsync(spec, failure, [], trace: true, cancellation);
        output.WriteLine($"{spec.Target}: {report.Conclusion} | {report.NextCommand}");
        foreach (var line in report.Evidence)
            output.WriteLine($"  {line}");
        return report;
    }
}
