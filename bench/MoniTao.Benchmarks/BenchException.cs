namespace MoniTao.Benchmarks;

/// <summary>A measurement that is worth nothing, and why.</summary>
internal sealed class BenchException(string message) : Exception(message);
