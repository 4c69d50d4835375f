using System.Text;

namespace MoniTao.Operator.Runtime.Events;

/// <summary>Fits texts into the limits of <c>events.k8s.io/v1</c>.</summary>
public static class EventNote
{
    private const int MaximumNoteBytes = 1024;
    private const int MaximumNameLength = 128;
    private const string Ellipsis = "…";

    /// <summary>At most 1 kB of UTF-8, cut between characters.</summary>
    /// <param name="note">The text.</param>
    /// <param name="end">What must not be cut, such as a link; left out when it alone is too long.</param>
    public static string Fit(string note, string end = "")
    {
        var kept = Encoding.UTF8.GetByteCount(end);
        if (kept > MaximumNoteBytes / 2)
            return Fit(note);
        if (Encoding.UTF8.GetByteCount(note) + kept <= MaximumNoteBytes)
            return note + end;
        var room = MaximumNoteBytes - kept - Encoding.UTF8.GetByteCount(Ellipsis);
        var length = 0;
        foreach (var rune in note.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            length += rune.Utf16SequenceLength;
        }
        return note[..length] + Ellipsis + end;
    }

    /// <summary>Reason, action and reporter may have 128 characters.</summary>
    public static string FitName(string name) => name.Length <= MaximumNameLength ? name : name[..MaximumNameLength];
}
