using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Tests.Terminal;

/// <summary>What was found of a target, as the views get it.</summary>
internal static class Examinations
{
    public static Examination Of(string text, Reason? reason, string message = "It is refused")
    {
        Assert.True(TargetParser.TryParse(text, out var target, out var error), error);
        var failed = reason is null ? Layer.Http + 1 : reason.Layer == Layer.Prober ? Layer.Tcp : reason.Layer;
        var layers = LayerNames.LayersOf(target).Select(layer => new LayerResult(
            layer,
            layer < failed ? LayerOutcome.Passed : layer == failed ? LayerOutcome.Failed : LayerOutcome.NotReached,
            layer <= failed ? TimeSpan.FromMilliseconds(2) : null,
            layer == failed ? reason!.Name : ""));
        var probe = new Assessment
        {
            Result = reason is null ? ProbeResult.Success : reason.Fault == FaultDomain.Prober ? ProbeResult.Inconclusive : ProbeResult.Failure,
            Reason = reason,
            Message = message,
            Hint = reason is null ? "" : "start it",
            Layers = [.. layers],
            StartedAt = DateTimeOffset.UnixEpoch,
            Elapsed = TimeSpan.FromMilliseconds(5),
            Target = target,
        };
        var report = probe.Result != ProbeResult.Failure ? null : new DiagnosisReport(
            DateTimeOffset.UnixEpoch, TimeSpan.Zero, [new Evidence("Ping", target.Host, EvidenceResult.Passed, TimeSpan.FromMilliseconds(1), "replies")],
            reason!.Layer, reason.Fault, "nothing listens", "ss -tlnp");
        return new Examination(text, probe, report) { Commands = LayerCommands.Of(new ProbeSpec { Target = target }, probe) };
    }
}
