using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

/// <summary>Fills the particulars of a probe into the hint of a reason.</summary>
internal static class Hints
{
    public static string Fill(Finding finding, Target target) => finding.Reason.Hint
        .Replace("{host}", target.Host, StringComparison.Ordinal)
        .Replace("{port}", $"{target.Port}", StringComparison.Ordinal)
        .Replace("{address}", finding.Address?.ToString() ?? target.Host, StringComparison.Ordinal)
        .Replace("{resolver}", finding.Resolver?.Address.ToString() ?? "the resolver", StringComparison.Ordinal)
        .Replace("{url}", target.ToString(), StringComparison.Ordinal);
}
