using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Planning;

/// <summary>What became of a monitor: planned, suspended by its owner, or impossible to plan.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>The monitor can be probed.</summary>
    public sealed record Planned(MonitorPlan Plan) : PlanResult;

    /// <summary>The owner has set <c>suspend</c>: the spec is valid, and nothing is probed.</summary>
    public sealed record Suspended : PlanResult;

    /// <summary>The monitor can't be probed until its owner changes something.</summary>
    /// <param name="Reason">One of <see cref="StallReason"/>.</param>
    /// <param name="Message">Starts with the path of the field. It names Secrets and keys, and never holds their content.</param>
    public sealed record Stalled(string Reason, string Message) : PlanResult;
}
