using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What a network engineer would sign: the evidence in order, and one conclusion from all of it.</summary>
/// <param name="StartedAt">When the evidence was taken.</param>
/// <param name="Elapsed">How long that took.</param>
/// <param name="Evidence">The lines, in the order of the layers.</param>
/// <param name="Layer">The layer that fails.</param>
/// <param name="Fault">Who has to act.</param>
/// <param name="Conclusion">One conclusion in plain words.</param>
/// <param name="NextCommand">The command to run next.</param>
public sealed record DiagnosisReport(
    DateTimeOffset StartedAt,
    TimeSpan Elapsed,
    IReadOnlyList<Evidence> Evidence,
    Layer Layer,
    FaultDomain Fault,
    string Conclusion,
    string NextCommand)
{
    /// <summary>The conclusion as one of a fixed list of sentences, without a name, address or number: what a metric may carry.</summary>
    public string Summary { get; init; } = "";
}
