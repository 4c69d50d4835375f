using System.Collections.Concurrent;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Telemetry;

namespace MoniTao.Connectivity.Engine;

/// <summary>What all probes of this process add up to: plain numbers that a metrics layer reads at scrape time.</summary>
public sealed class ProbeCounters
{
    private readonly long[] _results = new long[3];
    private readonly ConcurrentDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly DurationHistogram[] _phases = [.. Enum.GetValues<Layer>().Select(_ => new DurationHistogram())];

    /// <summary>Probes that ended with a result.</summary>
    public long Count(ProbeResult result) => Interlocked.Read(ref _results[(int)result]);

    /// <summary>Probes that proved nothing, by the prober's own trouble.</summary>
    public long Faults(Reason reason) => _faults.GetValueOrDefault(reason.Name);

    /// <summary>Durations of one layer over all monitors.</summary>
    public DurationHistogram Phase(Layer layer) => _phases[(int)layer];

    internal void Add(Assessment probe)
    {
        Interlocked.Increment(ref _results[(int)probe.Result]);
        if (probe is { Result: ProbeResult.Inconclusive, Reason: { } reason })
            _faults.AddOrUpdate(reason.Name, 1, static (_, count) => count + 1);
        foreach (var layer in probe.Layers)
        {
            if (layer.Duration is { } duration)
                _phases[(int)layer.Layer].Add(duration);
        }
    }
}
