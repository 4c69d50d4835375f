using MoniTao.Connectivity.Model;
using MoniTao.Operator.Planning;
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
    public static MonitorDocument Of(MonitorView monitor)
    {
        var verdict = monitor.State.Verdict;
        var (reason, message) = monitor.Plan switch
        {
            PlanResult.Stalled stalled => (stalled.Reason, stalled.Message),
            PlanResult.Suspended => ("Suspended", "spec.suspend keeps it from being probed"),
            _ => (verdict.ReasonName, verdict.Message),
        };
        var part = new DiagnosisDocument.VerdictPart(
            verdict.State.ToString(), reason, verdict.Reason?.Layer.Name(), message, verdict.Hint.Length > 0 ? verdict.Hint : null);
        var target = monitor.Entity.Spec.Target;
        return monitor.IsProbed && monitor.State.Last is { } last && DiagnosisDocument.Of(target, last) is var probe
            ? new MonitorDocument(monitor.Id, target, part, probe.Layers, probe.Certificate, probe.Warnings)
            : new MonitorDocument(monitor.Id, target, part, [], null, []);
    }
}
