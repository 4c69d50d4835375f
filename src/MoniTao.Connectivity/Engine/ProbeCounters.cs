using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Telemetry;

namespace MoniTao.Connectivity.Engine;

/// <summary>What all probes of this process add up to: plain numbers that a metrics layer reads at scrape time.</summary>
public sealed class ProbeCounters
{
    private readonly long[] _results = new long[3];
    private readonly FrozenDictionary<Reason, StrongBox<long>> _faults =
        Reasons.All.Where(r => r.Fault == FaultDomain.Prober).ToFrozenDictionary(r => r, _ => new StrongBox<long>());
    private readonly DurationHistogram[] _phases = [.. Enum.GetValues<Layer>().Select(_ => new DurationHistogram())];

    /// <summary>Probes that ended with a result.</summary>
    public long Count(ProbeResult result) => Interlocked.Read(ref _results[(int)result]);

    /// <summary>Probes that proved nothing because of the prober itself, by the name of its fault; zero for a reason that is none.</summary>
    public long Faults(Reason reason) => _faults.TryGetValue(reason, out var count) ? Interlocked.Read(ref count.Value) : 0;

    /// <summary>Durations of one layer over all monitors.</summary>
    public DurationHistogram Phase(Layer layer) => _phases[(int)layer];

    internal void Add(Assessment probe)
    {
        Interlocked.Increment(ref _results[(int)probe.Result]);
        if (probe.Reason is { } reason && _faults.TryGetValue(reason, out var faults))
            Interlocked.Increment(ref faults.Value);
        foreach (var layer in probe.Layers)
        {
            if (layer.Duration is { } duration)
                _phases[(int)layer.Layer].Add(duration);
        }
    }
}
