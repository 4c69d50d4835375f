using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using Spectre.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>The diagnosis of one target for people: its layers as a waterfall, then the conclusion.</summary>
internal static class DiagnosisView
{
    private static readonly Column[] Columns =
    [
        new("LAYER"), new("RESULT"), new("TIME"), new("WATERFALL", DropRank: 1), new("DETAIL", Minimum: 12),
    ];

    public static void Write(Screen screen, string target, Examination examined)
    {
        var probe = examined.Probe;
        var (mark, style) = probe.Result switch
        {
            ProbeResult.Success => ("✓", "green"),
            ProbeResult.Failure => ("✗", "red"),
            _ => ("?", "yellow"),
        };
        screen.Markup($"[{style}]{mark}[/] [bold]{Markup.Escape(Phrases.Clean(target))}[/]  {Phrases.Time(probe.Elapsed)}");
        screen.Markup("");
        var bars = Waterfall.Bars(probe.Layers);
        foreach (var line in TableLayout.Lines(Columns, [.. probe.Layers.Select((layer, i) => Row(layer, bars[i]))], screen.Width - 2))
            screen.Markup("  " + line);
        screen.Markup("");
        screen.Markup($"  [{style}]{probe.Reason?.Name ?? "Reachable"}[/]: {Markup.Escape(Phrases.Clean(probe.Message))}");
        if (probe.Hint.Length > 0)
            screen.Markup($"  [bold]Next:[/] {Markup.Escape(Phrases.Clean(probe.Hint))}");
        foreach (var warning in Warnings(probe))
            screen.Markup($"  [yellow]Warning:[/] {Markup.Escape(Phrases.Clean(warning))}");
        if (examined.Diagnosis is { } report)
            EvidenceView.Write(screen, report);
        if (probe.Reason is { } reason && Elsewhere(reason) is { Length: > 0 } names)
            screen.Markup($"  [grey]Elsewhere: {names}[/]");
    }

    /// <summary>What is worth a look although it does not make the target unreachable.</summary>
    public static IEnumerable<string> Warnings(Assessment probe) => new[] { probe.CertificateExpiring, probe.DnsInconsistent }.OfType<string>();

    /// <summary>How browsers, curl and Network Error Logging call it, so that what was seen there is recognized here.</summary>
    public static string Elsewhere(Reason reason) => string.Join(" · ", new[]
    {
        reason.Browser is { } browser ? $"browser ERR_{browser}" : null,
        reason.Curl is { } curl ? $"curl exit code {curl}" : null,
        reason.Nel is { } nel ? $"NEL {nel}" : null,
    }.OfType<string>());

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
