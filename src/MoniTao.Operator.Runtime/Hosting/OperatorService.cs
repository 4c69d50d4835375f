using Microsoft.Extensions.Hosting;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Leases;
using MoniTao.Operator.Runtime.Reconciliation;

namespace MoniTao.Operator.Runtime.Hosting;

/// <summary>Runs the operator: election, controllers while leading, delivery of events beside them and a little longer.</summary>
internal sealed class OperatorService(
    IEnumerable<ControllerRunner> controllers, IEnumerable<LeaderTask> tasks, LeaderElector elector, EventRecorder events,
    OperatorOptions options, IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var eventsEnd = new CancellationTokenSource();
        var delivering = events.RunAsync(eventsEnd.Token);
        try
        {
            if (options.LeaderElection)
                await elector.RunAsync(LeadAsync, stoppingToken);
            else
                await LeadAsync(stoppingToken);
        }
        finally
        {
            // Last, so that what the controllers say while they stop is still delivered.
            await eventsEnd.CancelAsync();
            await delivering;
        }
    }

    private async Task LeadAsync(CancellationToken cancellation)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // Tasks first: what listens to the controllers is there before they say the first word.
        var running = tasks.Select(async task => await task.RunAsync(services, together.Token))
            .Concat(controllers.Select(controller => controller.RunAsync(together.Token)))
            .ToList();
        if (running.Count == 0)
            return;
        try
        {
            // If one fails there is a defect: the others stop too and the host hears of it, rather than half an operator going on.
            await foreach (var ended in Task.WhenEach(running))
                await ended;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The end of this term.
        }
        finally
        {
            await together.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
