using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Supervision;

/// <summary>One monitor as it is at this moment: immutable, so that a status write and a scrape see one truth.</summary>
/// <param name="Entity">The object as last accepted, without its status.</param>
/// <param name="Plan">What became of its spec.</param>
/// <param name="State">What is known of its target.</param>
/// <param name="Written">The status that is stored, as far as this process knows.</param>
public sealed record MonitorView(ConnectivityMonitor Entity, PlanResult Plan, MonitorState State, ConnectivityMonitorStatus? Written)
{
    /// <summary>What was found out about the outage that lasts; null when there is none, or nothing yet.</summary>
    public DiagnosisReport? Diagnosis => Diagnosed is { } diagnosed && diagnosed.IsOf(State) ? diagnosed.Report : null;

    /// <summary>The last diagnosis, of whichever outage.</summary>
    internal OutageReport? Diagnosed { get; init; }

    /// <summary><c>namespace/name</c>.</summary>
    public string Id => IdOf(Entity);

    /// <summary>True while it is being probed.</summary>
    public bool IsProbed => Plan is PlanResult.Planned;

    /// <summary>The page that tells what to do about it; null while nothing is wrong with the target.</summary>
    public string? RunbookUrl(RunbookLinks runbooks) => IsProbed ? runbooks.For(State.Verdict.Reason, Entity.Spec.Alert?.RunbookUrl) : null;

    /// <summary>The identity of an object: <c>namespace/name</c>.</summary>
    public static string IdOf(ConnectivityMonitor entity) => $"{entity.Metadata.NamespaceProperty}/{entity.Metadata.Name}";
}
