using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Terminal;
using Spectre.Console;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class DiagnosisViewTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("/segment-of-a-path", 20));

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Every_reason_is_readable_on_a_screen_of_that_width(int width)
    {
        foreach (var reason in Reasons.All)
        {
            var lines = Lines(Examinations.Of("https://shop.example.com/health", reason, "A message that is as long as those of real failures are (shop.example.com at 192.0.2.1:443, in [brackets])"), width);
            Assert.All(lines, line => Assert.True(line.Length <= width, $"{reason}: {line}"));
            Assert.Contains(lines, line => line.Contains($"monitao explain {reason}", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_command_broken_over_lines_is_the_same_command_to_a_shell()
    {
        var examined = Examinations.Of($"https://shop.example.com{Long}?a=$(x)'[1-3]", Reasons.HttpServerError);

        var text = string.Join('\n', Lines(examined, 80)).Split("Try it yourself:")[1];

        foreach (var command in examined.Commands)
            Assert.Contains(command.ToString(), Regex.Replace(text, @" \\\n\s+", " "), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_can_not_be_broken_is_left_whole()
    {
        using var output = new StringWriter();
        DiagnosisView.Write(Screen.Terminal(output, 80), Examinations.Of($"https://shop.example.com{Long}", Reasons.HttpServerError), first: true);

        Assert.Contains(output.ToString().Split('\n'), line => line.Contains($"https://shop.example.com{Long}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_conclusion_that_says_no_more_than_the_reason_makes_room_for_the_next_step()
    {
        var examined = Examinations.Of("tcp://10.0.0.1:1", Reasons.TcpRefused);
        var same = examined with { Diagnosis = examined.Diagnosis! with { Conclusion = Reasons.TcpRefused.Meaning } };

        Assert.Contains("  Conclusion: nothing listens", Lines(examined, 80));
        Assert.DoesNotContain(Lines(same, 80), line => line.Contains("Conclusion", StringComparison.Ordinal));
        Assert.Contains("  Next: start it", Lines(same, 80));
    }

    [Fact]
    public void What_a_server_says_can_not_move_the_cursor_or_turn_the_line_around()
    {
        var text = string.Concat(Lines(Examinations.Of("tcp://10.0.0.1:1", Reasons.TcpRefused, "a\x1b[2Jb\u202Ec"), 80));

        Assert.DoesNotContain('\x1b', text);
        Assert.DoesNotContain('\u202E', text);
    }

    private static List<string> Lines(Examination examined, int width) => [.. DiagnosisView.Lines(examined, width).Select(Markup.Remove)];
}
