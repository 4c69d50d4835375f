using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Metrics;

/// <summary>A monitor of which everything is true at once that a metric can tell: all layers, all warnings, an outage, a window.</summary>
internal static class WorstMonitor
{
    public const string Conclusion = "The host is up and nothing listens on the port";

    public static ScrapedMonitor Create(MetricsOptions? options = null) => new(View(), Views.Now.AddMinutes(5), options ?? new MetricsOptions());

    private static MonitorView View()
    {
        var plan = Views.Plan("https://shop.example.com/health?token=abc") with { InMaintenance = _ => true };
        plan = plan with { Probe = plan.Probe with { Dns = new DnsOptions { Resolvers = [ResolverAddress.System, ResolverAddress.System] } } };
        var outage = new Outage(Views.Now, null, "HttpServerError", "HTTP", "m");
        var state = Views.State(VerdictState.Down, Reasons.HttpServerError) with
        {
            Last = Last(plan.Probe.Target),
            Outages = OutageLog.Empty.Begin(outage),
            ObservedSince = Views.Now.AddHours(-1),
            Flaps = new FlapDetector(0, 21, true),
        };
        return new MonitorView(Views.Entity(), new PlanResult.Planned(plan), state, null)
        {
            Diagnosis = new DiagnosisReport(Views.Now, TimeSpan.FromSeconds(1), [], Layer.Http, FaultDomain.Target, "free text", "curl") { Summary = Conclusion },
        };
    }

    private static Assessment Last(Target target) => new()
    {
        Result = ProbeResult.Failure,
        Reason = Reasons.HttpServerError,
        Message = "m",
        Layers = [.. LayerNames.LayersOf(target).Select(l => new LayerResult(l, LayerOutcome.Passed, TimeSpan.FromMilliseconds(5), ""))],
        Certificate = new CertificateFacts { Subject = "s", Issuer = "i", NotBefore = Views.Now, NotAfter = Views.Now.AddDays(1) },
        CertificateExpiring = "soon",
        DnsInconsistent = "they differ",
        StartedAt = Views.Now.AddMinutes(4),
        Elapsed = TimeSpan.FromMilliseconds(20),
        Target = target,
    };
}
