using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>Most monitors fail in one layer at once: suspect the prober, or what they all share, before any target.</summary>
/// <param name="Layer">Where they fail.</param>
/// <param name="Since">When the first of the failing probes started.</param>
/// <param name="Failing">How many fail, of those probed last.</param>
/// <param name="Total">How many were probed last and came as far as that layer.</param>
public sealed record Suspicion(Layer Layer, DateTimeOffset Since, int Failing, int Total)
{
    /// <summary>Why verdicts are no longer held back; null while they are.</summary>
    public SuspicionEnd? End { get; init; }

    /// <summary>The finding as one sentence, without a full stop.</summary>
    public override string ToString() => End switch
    {
        SuspicionEnd.Recovered => $"Most monitors pass {Layer.Name()} again ({Failing} of {Total} fail); verdicts are given as usual",
        SuspicionEnd.HoldOver => $"Most monitors still fail in {Layer.Name()} since {Since:u} ({Failing} of {Total}): this is taken for real now, and their verdicts turn to Down",
        _ => $"Most monitors fail in {Layer.Name()} since {Since:u} ({Failing} of {Total}): suspect the prober, its node's network, or what these targets share"
            + (Layer == Layer.Dns ? ", such as the resolver" : ", such as the gateway or a proxy"),
    };
}
