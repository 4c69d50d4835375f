namespace MoniTao.Network.Tests.Diagnosing;

/// <summary>What <c>monitao diagnose --output json</c> says of one target, as far as these tests read it.</summary>
internal sealed record Diagnosis(string Target, Diagnosis.VerdictPart Verdict, IReadOnlyList<Diagnosis.LayerPart> Layers)
{
    internal sealed record VerdictPart(string State, string Reason, string? Layer, string Message);

    internal sealed record LayerPart(string Name, string Result, string? Detail);

    /// <summary>The message and the details of the layers: all that a person reads.</summary>
    public string Text => $"{Verdict.Message} | {string.Join(" | ", Layers.Select(l => $"{l.Name} {l.Result} {l.Detail}"))}";
}
