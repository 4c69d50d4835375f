using System.Text.Encodings.Web;
using System.Text.Json;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Terminal;

/// <summary>The diagnosis of one target for scripts. Every field is always there; what is not known is null.</summary>
internal sealed record DiagnosisDocument(
    string Target,
    DiagnosisDocument.VerdictPart Verdict,
    IReadOnlyList<DiagnosisDocument.LayerPart> Layers,
    DiagnosisDocument.CertificatePart? Certificate,
    IReadOnlyList<string> Warnings,
    DiagnosisDocument.DiagnosisPart? Diagnosis,
    IReadOnlyList<DiagnosisDocument.CommandPart> Commands)
{
    private static readonly JsonSerializerOptions OnOneLine = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by people and jq, never placed in HTML
    };

    private static readonly JsonSerializerOptions Indented = new(OnOneLine) { WriteIndented = true };

    /// <summary>Up, Down or Unknown, and why.</summary>
    internal sealed record VerdictPart(string State, string Reason, string? Layer, string Message, string? Hint, string? RunbookUrl, ElsewhereDocument? Elsewhere)
    {
        /// <summary>The part of a reason; null is success, or something that has no page.</summary>
        public static VerdictPart Of(string state, string name, Reason? reason, string message, string hint, string? runbookUrl) =>
            new(state, name, reason?.Layer.Name(), message, hint.Length > 0 ? hint : null, runbookUrl, reason is null ? null : ElsewhereDocument.Of(reason));
    }

    /// <summary>What one layer said.</summary>
    internal sealed record LayerPart(string Name, string Result, double? DurationMilliseconds, string? Detail);

    /// <summary>The certificate of the server.</summary>
    internal sealed record CertificatePart(string Subject, string Issuer, DateTimeOffset NotAfter);

    /// <summary>What was found out about a failure.</summary>
    internal sealed record DiagnosisPart(string Fault, string Conclusion, string NextCommand, IReadOnlyList<EvidencePart> Evidence);

    /// <summary>One line of evidence.</summary>
    internal sealed record EvidencePart(string Check, string Subject, string Result, double? DurationMilliseconds, string Detail);

    /// <summary>A command to try.</summary>
    internal sealed record CommandPart(string Layer, string Command);

    public static DiagnosisDocument Of(Examination examined) => new(
        examined.Target,
        VerdictPart.Of(
            Phrases.State(examined.Probe.Result),
            examined.Probe.Reason?.Name ?? "Reachable",
            examined.Probe.Reason,
            examined.Probe.Message,
            examined.Probe.Hint,
            RunbookLinks.Default.For(examined.Probe.Reason, null)),
        LayersOf(examined.Probe),
        CertificateOf(examined.Probe),
        [.. DiagnosisView.Warnings(examined.Probe)],
        OfReport(examined.Diagnosis),
        [.. examined.Commands.Select(command => new CommandPart(command.Layer.Name(), command.ToString()))]);

    /// <summary>What each layer said.</summary>
    public static IReadOnlyList<LayerPart> LayersOf(Assessment probe) => [.. probe.Layers.Select(OfLayer)];

    /// <summary>The certificate that was seen.</summary>
    public static CertificatePart? CertificateOf(Assessment probe) => probe.Certificate is { } c ? new CertificatePart(c.Subject, c.Issuer, c.NotAfter) : null;

    /// <summary>Any value as these documents are written: indented, camel case.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Indented);

    /// <summary>The same on one line.</summary>
    public static string WriteLine<T>(T value) => JsonSerializer.Serialize(value, OnOneLine);

    private static DiagnosisPart? OfReport(DiagnosisReport? report) => report is null
        ? null
        : new DiagnosisPart(report.Fault.ToString(), report.Conclusion, report.NextCommand, [.. report.Evidence.Select(OfEvidence)]);

    private static EvidencePart OfEvidence(Evidence evidence) => new(
        evidence.Check, evidence.Subject, evidence.Result.ToString(), evidence.Duration is { } d ? Math.Round(d.TotalMilliseconds, 2) : null, evidence.Detail);

    private static LayerPart OfLayer(LayerResult layer) => new(
        layer.Layer.Name(),
        layer.Outcome.ToString(),
        layer.Duration is { } time ? Math.Round(time.TotalMilliseconds, 2) : null,
        layer.Detail.Length > 0 ? layer.Detail : null);
}
