using System.Text.Encodings.Web;
using System.Text.Json;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Terminal;

/// <summary>The diagnosis of one target for scripts. Every field is always there; what is not known is null.</summary>
internal sealed record DiagnosisDocument(
    string Target,
    DiagnosisDocument.VerdictPart Verdict,
    IReadOnlyList<DiagnosisDocument.LayerPart> Layers,
    DiagnosisDocument.CertificatePart? Certificate,
    IReadOnlyList<string> Warnings,
    DiagnosisDocument.DiagnosisPart? Diagnosis)
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

    /// <summary>What was found out about a failure.</summary>
    internal sealed record DiagnosisPart(string Fault, string Conclusion, string NextCommand, IReadOnlyList<EvidencePart> Evidence);

    /// <summary>One line of evidence.</summary>
    internal sealed record EvidencePart(string Check, string Subject, string Result, double? DurationMilliseconds, string Detail);

    public static DiagnosisDocument Of(string target, Examination examined) => Of(target, examined.Probe, examined.Diagnosis);

    private static DiagnosisDocument Of(string target, Assessment probe, DiagnosisReport? report) => new(
        target,
        new VerdictPart(
            probe.Result switch { ProbeResult.Success => "Up", ProbeResult.Failure => "Down", _ => "Unknown" },
            probe.Reason?.Name ?? "Reachable",
            probe.Reason?.Layer.Name(),
            probe.Message,
            probe.Hint.Length > 0 ? probe.Hint : null),
        [.. probe.Layers.Select(OfLayer)],
        probe.Certificate is { } c ? new CertificatePart(c.Subject, c.Issuer, c.NotAfter) : null,
        [.. DiagnosisView.Warnings(probe)],
        report is null ? null : new DiagnosisPart(report.Fault.ToString(), report.Conclusion, report.NextCommand, [.. report.Evidence.Select(OfEvidence)]));

    /// <summary>Any value as these documents are written: indented, camel case.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static EvidencePart OfEvidence(Evidence evidence) => new(
        evidence.Check, evidence.Subject, evidence.Result.ToString(), evidence.Duration is { } d ? Math.Round(d.TotalMilliseconds, 2) : null, evidence.Detail);

    private static LayerPart OfLayer(LayerResult layer) => new(
        layer.Layer.Name(),
        layer.Outcome.ToString(),
        layer.Duration is { } time ? Math.Round(time.TotalMilliseconds, 2) : null,
        layer.Detail.Length > 0 ? layer.Detail : null);
}
