using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Terminal;

/// <summary>A reason of the catalog for scripts.</summary>
internal sealed record ReasonDocument(
    string Reason,
    string Layer,
    string Fault,
    IReadOnlyList<string> Conditions,
    string Meaning,
    ElsewhereDocument Elsewhere,
    string RunbookUrl)
{
    public static ReasonDocument Of(Reason reason) => new(
        reason.Name,
        reason.Layer.Name(),
        reason.Fault.ToString(),
        [.. Enum.GetValues<FailureConditions>().Where(c => c != FailureConditions.None && reason.Conditions.HasFlag(c)).Select(c => c.ToString())],
        reason.Meaning,
        ElsewhereDocument.Of(reason),
        RunbookLinks.Default.Of(reason));
}
