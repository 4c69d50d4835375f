using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;

namespace MoniTao.Operator.Terminal;

/// <summary>What is shown of one target.</summary>
/// <param name="Target">As it was given.</param>
/// <param name="Probe">The probe and its reason.</param>
/// <param name="Diagnosis">The evidence and the conclusion; null when it works, or when nobody asked.</param>
internal sealed record Examination(string Target, Assessment Probe, DiagnosisReport? Diagnosis)
{
    /// <summary>What to type to see for oneself; empty when it works.</summary>
    public IReadOnlyList<LayerCommand> Commands { get; init; } = [];

    /// <summary>Whether the evidence led to more than the reason says by itself.</summary>
    public bool ConcludesMore => Diagnosis is { } report && !report.Conclusion.Equals(Probe.Reason?.Meaning, StringComparison.OrdinalIgnoreCase);
}
