namespace MoniTao.Connectivity.Verdicts;

/// <summary>A time in which the target was confirmed unreachable.</summary>
/// <param name="Start">The first failure of the row that confirmed it.</param>
/// <param name="End">The first success of the row that ended it; null while it lasts.</param>
/// <param name="Reason">The name of the last confirmed reason. A name, for the outage may have been written by another version.</param>
/// <param name="Layer">The name of the layer.</param>
/// <param name="Message">One sentence for people.</param>
public sealed record Outage(DateTimeOffset Start, DateTimeOffset? End, string Reason, string Layer, string Message);
