using MoniTao.Connectivity.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Telemetry;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Metrics;

/// <summary>Which monitor was last in each bucket of the histograms of the phases: from a slow bucket the way leads to who is slow.</summary>
internal sealed class PhaseExemplars
{
    /// <summary>Names and values together (OpenMetrics 1.0, Exemplars).</summary>
    private const int LongestLabels = 128;

    private readonly Supervisor _supervisor;
    private readonly (string Id, Exemplar Exemplar)?[][] _last =
        [.. Enum.GetValues<Layer>().Select(_ => new (string, Exemplar)?[DurationHistogram.Bounds.Length + 1])];

    /// <summary>Listens to the supervisor from now on.</summary>
    public PhaseExemplars(Supervisor supervisor)
    {
        _supervisor = supervisor;
        supervisor.Probed += OnProbed;
    }

    /// <summary>One for each bucket; null for none, and for a monitor that is gone.</summary>
    public Exemplar?[] Of(Layer layer)
    {
        lock (_last)
            return [.. _last[(int)layer].Select(last => last is { } l && _supervisor.Find(l.Id) is not null ? l.Exemplar : null)];
    }

    private void OnProbed(MonitorUpdate update)
    {
        if (update.After.Last is not { } probe)
            return;
        var id = update.Plan.Id;
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var identity = ScrapedMonitor.Identity(id[..Math.Max(0, slash)], id[(slash + 1)..]);
        if (identity.Sum(label => label.Key.Length + label.Value.Length) > LongestLabels)
            return;
        var labels = MetricsWriter.Encode(identity);
        lock (_last)
        {
            foreach (var layer in probe.Layers)
            {
                if (layer.Duration is { } duration)
                    _last[(int)layer.Layer][DurationHistogram.Bucket(duration)] = (id, new Exemplar(labels, duration.TotalSeconds, probe.StartedAt));
            }
        }
    }
}
