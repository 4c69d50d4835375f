using Microsoft.Extensions.Hosting;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Hosting;

/// <summary>
/// Lets the monitors go once another replica holds the Lease. Losing the API server alone is no reason: then nobody leads,
/// probing goes on, and what was found is delivered when the server is back.
/// </summary>
internal sealed class LeadershipWatch(Supervisor supervisor, OperatorHealth health, OperatorOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            var holder = health.Election.Holder;
            if (options.LeaderElection && !health.IsLeader && holder.Length > 0 && holder != options.Identity)
                supervisor.Clear();
        }
    }
}
