using System.Text.Json;

namespace MoniTao.Benchmarks;

/// <summary>How results are written.</summary>
internal static class BenchJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web);
}
