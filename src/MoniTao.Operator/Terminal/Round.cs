namespace MoniTao.Operator.Terminal;

/// <summary>One round of a watch.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Time">When it began.</param>
/// <param name="Found">Each target, in the order given.</param>
internal sealed record Round(int Number, DateTimeOffset Time, IReadOnlyList<Examination> Found);
