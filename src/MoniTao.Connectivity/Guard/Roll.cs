using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Guard;

/// <summary>Whom to ask whether it is the target or us: other monitors, whose targets have nothing to do with it.</summary>
internal static class Roll
{
    private const int Least = 20;
    private const int Most = 200;

    /// <summary>How many results speak for a fleet: all of a small one, a tenth of a large one.</summary>
    public static int Size(int fleet) => Math.Clamp(fleet / 10, Least, Most);

    /// <summary>True when a probe of this target needs the layer to work; an address needs no DNS.</summary>
    public static bool Uses(Target target, Layer layer) =>
        LayerNames.LayersOf(target).Contains(layer) && (layer != Layer.Dns || target.Address is null);

    /// <summary>True when the target was reachable before: only then a failure is news, and can be held back.</summary>
    public static bool WasReachable(MonitorState state) => state.Verdict.State == VerdictState.Up || state.Verdict.Reason == Reasons.ProberSuspect;

    /// <summary>One monitor per host that uses the layer, those first that were not probed for longest.</summary>
    /// <param name="fleet">Every monitor.</param>
    /// <param name="layer">Where others fail.</param>
    /// <param name="suspected">Ask the failing ones again too; else only those that still have to be heard.</param>
    public static List<string> Call(IReadOnlyCollection<(MonitorPlan Plan, MonitorState State)> fleet, Layer layer, bool suspected) =>
    [
        .. fleet.Where(m => WasReachable(m.State) && Uses(m.Plan.Probe.Target, layer) && (suspected || m.State.Streak.Result != ProbeResult.Failure))
            .OrderBy(m => m.State.Last?.StartedAt)
            .DistinctBy(m => m.Plan.Probe.Target.Host)
            .Take(Size(fleet.Count))
            .Select(m => m.Plan.Id),
    ];
}
