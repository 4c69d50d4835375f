namespace MoniTao.Benchmarks.Micro;

/// <summary>Results of the micro-benchmarks.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Results">One for each benchmark.</param>
internal sealed record MicroResults(DateOnly Day, IReadOnlyList<MicroResult> Results);
