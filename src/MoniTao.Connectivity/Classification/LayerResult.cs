using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

/// <summary>One row of the waterfall.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Duration">The time it took; null when it was not reached.</param>
/// <param name="Detail">What was seen, for people.</param>
public sealed record LayerResult(Layer Layer, LayerOutcome Outcome, TimeSpan? Duration, string Detail);
