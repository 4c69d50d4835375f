using System.Text.Json;

namespace MoniTao.Benchmarks.Guard;

/// <summary>The counts that are kept in the repository.</summary>
internal static class Baseline
{
    public static async Task<IReadOnlyDictionary<string, double>> ReadAsync(string file, CancellationToken cancellation) => File.Exists(file)
        ? JsonSerializer.Deserialize<Dictionary<string, double>>(await File.ReadAllTextAsync(file, cancellation), BenchJson.Indented)!
        : throw new BenchException($"there is no {file}; bench/guard.sh --update writes it");

    public static Task WriteAsync(string file, IReadOnlyDictionary<string, double> counts, CancellationToken cancellation) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(counts.ToDictionary(count => count.Key, count => Math.Round(count.Value, 2)), BenchJson.Indented) + "\n", cancellation);
}
