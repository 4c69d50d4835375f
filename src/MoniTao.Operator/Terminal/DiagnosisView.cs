using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Runbooks;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>The diagnosis of one target for people: its layers as a waterfall, the cause, the evidence, what to try by hand.</summary>
internal static class DiagnosisView
{
    private const string Indent = "  ";

    private static readonly Column[] Columns =
    [
        new("LAYER"), new("RESULT"), new("TIME"), new("WATERFALL", DropRank: 1), new("DETAIL", Minimum: 20, Wraps: true),
    ];

    public static void Write(Screen screen, Examination examined, bool first)
    {
        foreach (var line in first ? Lines(examined, screen.Width) : Lines(examined, screen.Width).Prepend(""))
            screen.Markup(line);
    }

    /// <summary>The same as markup, no line wider than the screen but for a word or a command that can't be broken.</summary>
    public static IEnumerable<string> Lines(Examination examined, int width)
    {
        var (probe, room) = (examined.Probe, width - Indent.Length);
        var mark = Mark(probe.Result);
        IEnumerable<string> body =
        [
            "",
            .. Layers(probe, room),
            "",
            .. Paragraph($"{probe.Reason?.Name ?? "Reachable"}:", mark.Style!, probe.Message, room),
            .. probe.Hint.Length > 0 && !examined.ConcludesMore ? Paragraph("Next:", "bold", probe.Hint, room) : [],
            .. Warnings(probe).SelectMany(warning => Paragraph("Warning:", "yellow", warning, room)),
            .. examined.Diagnosis is { } report ? EvidenceView.Lines(examined, report, room) : [],
            .. probe.Reason is { } reason ? References(reason, room) : [],
            .. examined.Commands.Count > 0 ? CommandsView.Lines(examined.Commands, room) : [],
        ];
        return body.Select(line => line.Length == 0 ? "" : Indent + line)
            .Prepend($"[{mark.Style}]{mark.Text}[/] [bold]{Markup.Escape(Phrases.Clean(examined.Target))}[/]  {Phrases.Time(probe.Elapsed)}");
    }

    /// <summary>What is worth a look although it does not make the target unreachable.</summary>
    public static IEnumerable<string> Warnings(Assessment probe) => new[] { probe.CertificateExpiring, probe.DnsInconsistent }.OfType<string>();

    /// <summary>The sign of a result.</summary>
    public static Cell Mark(ProbeResult result) => result switch
    {
        ProbeResult.Success => new Cell("✓", "green"),
        ProbeResult.Failure => new Cell("✗", "red"),
        _ => new Cell("?", "yellow"),
    };

    /// <summary>A text behind a label, on as many lines as it needs.</summary>
    public static IEnumerable<string> Paragraph(string label, string style, string text, int width) =>
        Phrases.Wrap($"{label} {Phrases.Clean(text)}", width).Select((line, i) => i == 0
            ? $"[{style}]{Markup.Escape(label)}[/]{Markup.Escape(line[label.Length..])}"
            : $"  {Markup.Escape(line)}");

    private static IEnumerable<string> Layers(Assessment probe, int width)
    {
        var bars = Waterfall.Bars(probe.Layers);
        return TableLayout.Lines(Columns, [.. probe.Layers.Select((layer, i) => Row(layer, bars[i]))], width);
    }

    private static IEnumerable<string> References(Reason reason, int width) =>
    [
        .. ElsewhereDocument.Of(reason).ToString() is { Length: > 0 } names ? Paragraph("Elsewhere:", "bold", names, width) : [],
        .. Paragraph("Runbook:", "bold", $"monitao explain {reason.Name} · {RunbookLinks.Default.Of(reason)}", width),
    ];

    private static Cell[] Row(LayerResult layer, string bar)
    {
        var mark = layer.Outcome switch
        {
            LayerOutcome.Passed => new Cell("✓", "green"),
            LayerOutcome.Failed => new Cell("✗", "red"),
            _ => new Cell("–", "grey"),
        };
        return [layer.Layer.Name(), mark, layer.Duration is { } time ? Phrases.Time(time) : "", new Cell(bar, mark.Style), layer.Detail];
    }
}
