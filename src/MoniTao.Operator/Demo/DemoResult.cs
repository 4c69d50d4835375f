using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.FaultLab;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Demo;

/// <summary>What the product says of a scenario beside what was built into it.</summary>
internal sealed record DemoResult(FaultScenario Scenario, MonitorView Monitor)
{
    /// <summary>What was built in: a reason, or Reachable, with the warning that is due.</summary>
    public string Expected => Phrase(Scenario.ExpectedReason ?? "Reachable", Scenario.ExpectedWarning);

    /// <summary>What the monitor says, in the same form.</summary>
    public string Actual => Phrase(
        Monitor.Plan is PlanResult.Stalled stalled ? stalled.Reason : Monitor.State.Verdict.ReasonName,
        Monitor.State.Last switch
        {
            { CertificateExpiring: not null } => "CertificateExpiring",
            { DnsInconsistent: not null } => "DnsInconsistent",
            _ => null,
        });

    /// <summary>What the monitor saw.</summary>
    public string Message => Monitor.State.Verdict.Message;

    /// <summary>True when the verdict is confirmed and right. Trouble of the prober itself is confirmed as Unknown.</summary>
    public bool AsExpected => Monitor.State.Verdict is not { State: VerdictState.Unknown, Reason: null } && Actual == Expected;

    /// <summary>The layer that the scenario breaks, or the last one that must work.</summary>
    public Layer Layer
    {
        get
        {
            if (Scenario.ExpectedReason is { } name && Reasons.Find(name) is { } reason)
                return reason.Layer;
            return TargetParser.TryParse(Scenario.Target, out var target, out _) ? LayerNames.LayersOf(target)[^1] : Layer.Prober;
        }
    }

    /// <summary>A line of the live table, or with the mark and the time of the probe one of the settled table.</summary>
    public MonitorRow Row(DateTimeOffset now, bool settled)
    {
        var row = MonitorRow.Of(Monitor, now) with { Layer = Layer.Name(), Name = Scenario.Name };
        if (!settled)
            return row;
        return row with
        {
            AsExpected = AsExpected,
            Since = Monitor.State.Last is { } last ? Phrases.Time(last.Elapsed) : "",
        };
    }

    private static string Phrase(string reason, string? warning) => warning is null ? reason : $"{reason}+{warning}";
}
