using MoniTao.Connectivity.Model;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Terminal;

/// <summary>A monitor for scripts: its name, and the rest in the form of a diagnosis.</summary>
internal sealed record MonitorDocument(
    string Name,
    string Target,
    DiagnosisDocument.VerdictPart Verdict,
    IReadOnlyList<DiagnosisDocument.LayerPart> Layers,
    DiagnosisDocument.CertificatePart? Certificate,
    IReadOnlyList<string> Warnings)
{
    /// <summary>The verdict is the confirmed one; layers, certificate and warnings are those of the last probe.</summary>
    public static MonitorDocument Of(MonitorView monitor, RunbookLinks runbooks)
    {
        var verdict = monitor.State.Verdict;
        var (reason, message) = monitor.Plan switch
        {
            PlanResult.Stalled stalled => (stalled.Reason, stalled.Message),
            PlanResult.Suspended => ("Suspended", "spec.suspend keeps it from being probed"),
            _ => (verdict.ReasonName, verdict.Message),
        };
        var spec = monitor.Entity.Spec;
        var part = DiagnosisDocument.VerdictPart.Of(
            verdict.State.ToString(), reason, verdict.Reason, message, verdict.Hint, monitor.RunbookUrl(runbooks));
        return monitor.IsProbed && monitor.State.Last is { } last
            ? new MonitorDocument(monitor.Id, spec.Target, part, DiagnosisDocument.LayersOf(last), DiagnosisDocument.CertificateOf(last), [.. DiagnosisView.Warnings(last)])
            : new MonitorDocument(monitor.Id, spec.Target, part, [], null, []);
    }
}
