using System.Text;
using MoniTao.Operator.Runtime.Events;

namespace MoniTao.Operator.Runtime.Tests.Events;

public sealed class EventNoteTests
{
    private const string Link = ". Runbook: https://wiki/TcpRefused";

    [Theory]
    [InlineData(10)]
    [InlineData(5000)]
    public void The_end_of_a_note_is_kept_whole_and_the_rest_is_cut(int length)
    {
        var note = EventNote.Fit(new string('é', length), Link);

        Assert.EndsWith(Link, note, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(note) <= 1024, note);
        Assert.Equal(length > 1000, note.Contains('…', StringComparison.Ordinal));
        Assert.Equal(note, EventNote.Fit(note));
    }

    [Fact]
    public void An_end_that_would_push_the_note_out_is_left_out() =>
        Assert.Equal("why", EventNote.Fit("why", new string('x', 2000)));
}
