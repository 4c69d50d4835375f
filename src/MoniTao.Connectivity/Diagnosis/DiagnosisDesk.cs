using System.Collections.Concurrent;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>
/// Diagnoses outages as they are confirmed: once each, again at most every ten minutes while they last, ten at a time. A
/// thousand outages at once wait in line and delay no probe; those that end meanwhile leave it.
/// </summary>
public sealed class DiagnosisDesk : IAsyncDisposable
{
    /// <summary>The shortest time between two diagnoses of one outage.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>How many run at once.</summary>
    public const int MaximumConcurrency = 10;

    private readonly MonitorEngine _engine;
    private readonly TimeProvider _time;
    private readonly Func<MonitorUpdate, CancellationToken, Task<DiagnosisReport>> _diagnose;
    private readonly Action<MonitorUpdate, DiagnosisReport> _listener;
    private readonly ConcurrentDictionary<string, (DateTimeOffset Outage, long At)> _done = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MonitorUpdate> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _seats = new(MaximumConcurrency);
    private readonly CancellationTokenSource _stop = new();
    private int _running;

    /// <summary>Makes a desk; <paramref name="listener"/> is told each report, with the probe that it explains.</summary>
    public DiagnosisDesk(
        MonitorEngine engine, TimeProvider time, Func<MonitorUpdate, CancellationToken, Task<DiagnosisReport>> diagnose, Action<MonitorUpdate, DiagnosisReport> listener)
    {
        (_engine, _time, _diagnose, _listener) = (engine, time, diagnose, listener);
    }

    /// <summary>Outages that wait in line.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Diagnoses that run now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>Looks at the result of a probe; returns at once.</summary>
    public void Consider(MonitorUpdate update)
    {
        var id = update.Plan.Id;
        if (update.After.Outages.Open is not { } outage || update.After.Verdict.State != VerdictState.Down)
        {
            _done.TryRemove(id, out _);
            _waiting.TryRemove(id, out _);
            return;
        }

        // only a probe that failed can be diagnosed; while one success waits to be confirmed there is nothing to see
        if (update.After.Last is not { Result: ProbeResult.Failure } || _stop.IsCancellationRequested)
            return;
        if (_done.TryGetValue(id, out var done) && done.Outage == outage.Start && _time.GetElapsedTime(done.At) < Interval)
            return;
        if (_waiting.TryAdd(id, update))
        {
            _done[id] = (outage.Start, _time.GetTimestamp());
            _ = SeatAsync(id);
        }
    }

    /// <summary>Notes that an earlier process diagnosed this outage so long ago: a restart is no reason to do it again.</summary>
    public void Remember(string id, DateTimeOffset outage, TimeSpan age) =>
        _done.TryAdd(id, (outage, _time.GetTimestamp() - (long)(age.TotalSeconds * _time.TimestampFrequency)));

    /// <summary>Forgets a monitor.</summary>
    public void Forget(string id)
    {
        _done.TryRemove(id, out _);
        _waiting.TryRemove(id, out _);
    }

    /// <summary>Calls everything off and waits for what runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        for (var seat = 0; seat < MaximumConcurrency; seat++)
            await _seats.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _stop.Dispose();
        _seats.Dispose();
    }

    private async Task SeatAsync(string id)
    {
        try
        {
            await _seats.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        Interlocked.Increment(ref _running);
        try
        {
            // it may have ended, or its spec changed, while it waited
            if (_waiting.TryRemove(id, out var update) && _engine.Find(id) is { Verdict.State: VerdictState.Down })
                _listener(update, await _diagnose(update, _stop.Token).ConfigureAwait(false));
        }
#pragma warning disable CA1031 // a diagnosis that fails is missing; it must take nothing with it
        catch (Exception)
        {
            _done.TryRemove(id, out _);
        }
#pragma warning restore CA1031
        finally
        {
            Interlocked.Decrement(ref _running);
            _seats.Release();
        }
    }
}
