using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Guard;

/// <summary>The last result of each monitor that was probed lately, oldest first; bounded in number and age. Not thread-safe.</summary>
internal sealed class ResultSample(TimeProvider time, TimeSpan window)
{
    private readonly LinkedList<Result> _results = new();
    private readonly Dictionary<string, LinkedListNode<Result>> _byMonitor = new(StringComparer.Ordinal);

    /// <summary>Adds a result in the place of the monitor's last one; beyond <paramref name="capacity"/> the oldest go.</summary>
    public void Add(MonitorPlan plan, Assessment probe, DateTimeOffset since, int capacity)
    {
        Forget(plan.Id);
        _byMonitor[plan.Id] = _results.AddLast(new Result(plan.Id, plan.Probe.Target, probe.Reason?.Layer, since, time.GetTimestamp()));
        while (_results.First is { } oldest && (_results.Count > capacity || time.GetElapsedTime(oldest.Value.At) > window))
            Forget(oldest.Value.Id);
    }

    /// <summary>Takes a monitor out.</summary>
    public void Forget(string id)
    {
        if (_byMonitor.Remove(id, out var node))
            _results.Remove(node);
    }

    /// <summary>What the whole sample says of a layer; null: of all of them.</summary>
    public Tally Count(Layer? layer)
    {
        var tally = Tally.None;
        for (var node = _results.Last; node is not null; node = node.Previous)
            tally = node.Value.AddTo(tally, layer);
        return tally;
    }

    /// <summary>True when the newest results alone, however few, have two hosts or more that fail in the layer, and a majority that does.</summary>
    public bool BeginsToFail(Layer layer)
    {
        var tally = Tally.None;
        for (var node = _results.Last; node is not null; node = node.Previous)
        {
            tally = node.Value.AddTo(tally, layer);
            if (tally is { Hosts.Count: >= 2, IsMajority: true })
                return true;
        }

        return false;
    }

    private sealed record Result(string Id, Target Target, Layer? Failed, DateTimeOffset Since, long At)
    {
        /// <summary>A layer that this target does not have, or that the probe did not reach, is not spoken of.</summary>
        public Tally AddTo(Tally tally, Layer? layer)
        {
            if (Failed is { } failed && failed == (layer ?? failed))
                return tally.Fail(Target.Host, Since);
            return layer is not { } asked || ((Failed is null || Failed > asked) && Roll.Uses(Target, asked)) ? tally with { Total = tally.Total + 1 } : tally;
        }
    }
}
