namespace MoniTao.Operator.Metrics;

/// <summary>One observation that a bucket of a histogram holds.</summary>
/// <param name="Labels">What it is of, as written between the braces; at most 128 characters (OpenMetrics 1.0).</param>
/// <param name="Value">The observation.</param>
/// <param name="At">When.</param>
internal sealed record Exemplar(ReadOnlyMemory<byte> Labels, double Value, DateTimeOffset At);
