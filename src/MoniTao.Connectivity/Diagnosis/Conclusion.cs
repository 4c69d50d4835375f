using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What a rule concludes.</summary>
/// <param name="Fault">Who has to act.</param>
/// <param name="Summary">The same in a fixed sentence, without a name, address or number: what a metric may carry.</param>
/// <param name="Text">In plain words.</param>
/// <param name="Command">The command to run next; empty for the usual one of the layer.</param>
internal sealed record Conclusion(FaultDomain Fault, string Summary, string Text, string Command = "");
