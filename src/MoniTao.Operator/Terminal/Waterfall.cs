using MoniTao.Connectivity.Classification;

namespace MoniTao.Operator.Terminal;

/// <summary>Where the time of a probe went: each layer's bar begins where the one before ends.</summary>
internal static class Waterfall
{
    /// <summary>The width of the whole, in columns.</summary>
    public const int Width = 20;

    /// <summary>The bar of each layer, empty for one that took no time or was not reached.</summary>
    public static IReadOnlyList<string> Bars(IReadOnlyList<LayerResult> layers)
    {
        var total = layers.Sum(layer => layer.Duration?.TotalMilliseconds ?? 0);
        var bars = new List<string>();
        var before = 0.0;
        foreach (var layer in layers)
        {
            var time = layer.Duration?.TotalMilliseconds ?? 0;
            bars.Add(time <= 0 || total <= 0 ? "" : Bar(before / total, time / total));
            before += time;
        }

        return bars;
    }

    private static string Bar(double from, double share)
    {
        var start = Math.Min(Width - 1, (int)Math.Round(from * Width));
        var end = Math.Clamp((int)Math.Round((from + share) * Width), start + 1, Width);
        return new string(' ', start) + new string('█', end - start);
    }
}
