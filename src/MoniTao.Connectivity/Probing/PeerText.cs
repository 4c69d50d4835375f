using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing;

/// <summary>Text that a peer wrote, made fit for a status, a log and a terminal.</summary>
internal static class PeerText
{
    /// <summary>On one line, at most <paramref name="maximum"/> characters, and without those that are <see cref="TextSafety.IsHarmful"/>.</summary>
    public static string Clean(string text, int maximum)
    {
        var clean = string.Concat(text.Where(c => !TextSafety.IsHarmful(c)).Take(maximum + 1));
        return clean.Length <= maximum ? clean : clean[..(maximum - 1)] + "…";
    }
}
