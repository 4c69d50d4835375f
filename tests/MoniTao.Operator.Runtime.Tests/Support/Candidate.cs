using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Leases;

namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>One replica that runs for leadership; its work holds on until it is told to stop.</summary>
internal sealed class Candidate : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ApiRig _rig;
    private int _working;
    private int _terms;

    public Candidate(ApiRig rig, string identity)
    {
        _rig = rig;
        var api = new KubernetesApi(rig.Connection.Client, rig.Clock);
        var options = new LeaseOptions { Namespace = "ops", Name = "monitao", Identity = identity };
        Elector = new LeaderElector(api, options, rig.Clock, NullLogger<LeaderElector>.Instance);
    }

    public LeaderElector Elector { get; }

    public bool IsWorking => Volatile.Read(ref _working) == 1;

    public int Terms => Volatile.Read(ref _terms);

    public Task Running { get; private set; } = Task.CompletedTask;

    public Candidate Start()
    {
        Running = Task.Run(() => Elector.RunAsync(WorkAsync, _stop.Token));
        return this;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        // The release has a deadline on the fake clock, which some tests need to pass.
        await _rig.UntilAsync(() => Running.IsCompleted, "the candidate to stop");
        await Running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WorkAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _terms);
        Volatile.Write(ref _working, 1);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref _working, 0);
    }
}
