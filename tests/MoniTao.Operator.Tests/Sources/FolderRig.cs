using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Sources;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Commands;

namespace MoniTao.Operator.Tests.Sources;

/// <summary>One process of <c>monitao run</c> over a folder, on a clock that the test turns: real files, real sockets.</summary>
internal sealed class FolderRig : IAsyncDisposable
{
    private readonly Prober _prober;

    public FolderRig(Folder folder, FakeTimeProvider time)
    {
        Time = time;
        _prober = new Prober(time);
        Supervisor = new Supervisor(time, _prober.ProbeAsync);
        Store = new FolderStatusStore(Supervisor, time, NullLogger.Instance);
        Folder = new FolderSupervision(Supervisor, new FolderReader([folder.Path], TextReader.Null), Store, time, NullLogger.Instance);
    }

    public FakeTimeProvider Time { get; }

    public Supervisor Supervisor { get; }

    public FolderStatusStore Store { get; }

    public FolderSupervision Folder { get; }

    public Task TickAsync() => Folder.TickAsync(TestContext.Current.CancellationToken);

    /// <summary>Lets time pass until the verdict is this one, then writes what is due.</summary>
    public async Task UntilAsync(string id, VerdictState state)
    {
        await Eventually.HoldsAsync(() => Supervisor.Find(id)?.State.Verdict.State == state, $"{id} to be {state}", Turn);
        await TickAsync();
    }

    /// <summary>Lets time pass, and the probes that come due with it end.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time);
        await Eventually.HoldsAsync(() => Supervisor.Engine.Scheduler.InFlight == 0, "the probes to end", Turn);
    }

    /// <summary>While a probe is under way this clock goes no faster than the real one, else its deadline would pass before an answer can come.</summary>
    private void Turn() => Time.Advance(TimeSpan.FromMilliseconds(Supervisor.Engine.Scheduler.InFlight == 0 ? 200 : 20));

    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        Store.Dispose();
        _prober.Dispose();
    }
}
