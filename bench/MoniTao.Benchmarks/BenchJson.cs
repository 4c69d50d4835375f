using System.Text.Json;

namespace MoniTao.Benchmarks;

/// <summary>How results are written.</summary>
internal static class BenchJson
{
    /// <summary>One line, for a program that reads it.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);

    /// <summary>For a file.</summary>
    public static JsonSerializerOptions Indented { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };
}
