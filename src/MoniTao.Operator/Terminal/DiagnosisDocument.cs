using System.Text.Encodings.Web;
using System.Text.Json;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Terminal;

/// <summary>The diagnosis of one target for scripts. Every field is always there; what is not known is null.</summary>
internal sealed record DiagnosisDocument(
    string Target,
    DiagnosisDocument.VerdictPart Verdict,
    IReadOnlyList<DiagnosisDocument.LayerPart> Layers,
    DiagnosisDocument.CertificatePart? Certificate,
    IReadOnlyList<string> Warnings)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by people and jq, never placed in HTML
    };

    /// <summary>Up, Down or Unknown, and why.</summary>
    internal sealed record VerdictPart(string State, string Reason, string? Layer, string Message, string? Hint);

    /// <summary>What one layer said.</summary>
    internal sealed record LayerPart(string Name, string Result, double? DurationMilliseconds, string? Detail);

    /// <summary>The certificate of the server.</summary>
    internal sealed record CertificatePart(string Subject, string Issuer, DateTimeOffset NotAfter);

    public static DiagnosisDocument Of(string target, Assessment probe) => new(
        target,
        new VerdictPart(
            probe.Result switch { ProbeResult.Success => "Up", ProbeResult.Failure => "Down", _ => "Unknown" },
            probe.Reason?.Name ?? "Reachable",
            probe.Reason?.Layer.Name(),
            probe.Message,
            probe.Hint.Length > 0 ? probe.Hint : null),
        [.. probe.Layers.Select(OfLayer)],
        probe.Certificate is { } c ? new CertificatePart(c.Subject, c.Issuer, c.NotAfter) : null,
        [.. DiagnosisView.Warnings(probe)]);

    /// <summary>Any value as these documents are written: indented, camel case.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static LayerPart OfLayer(LayerResult layer) => new(
        layer.Layer.Name(),
        layer.Outcome.ToString(),
        layer.Duration is { } time ? Math.Round(time.TotalMilliseconds, 2) : null,
        layer.Detail.Length > 0 ? layer.Detail : null);
}
