using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What a rule concludes.</summary>
/// <param name="Fault">Who has to act.</param>
/// <param name="Text">In plain words.</param>
/// <param name="Command">The command to run next; empty for the usual one of the layer.</param>
internal sealed record Conclusion(FaultDomain Fault, string Text, string Command = "");
