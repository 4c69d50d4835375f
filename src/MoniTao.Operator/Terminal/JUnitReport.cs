using System.Globalization;
using System.Xml;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Terminal;

/// <summary>
/// The examinations in the form that CI systems read: a suite for each target, a case for each layer. A failure is the target's;
/// trouble of this prober is an error; a layer behind the failed one is skipped.
/// </summary>
internal static class JUnitReport
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, OmitXmlDeclaration = true };

    public static void Write(TextWriter output, IReadOnlyList<Examination> found, DateTimeOffset started)
    {
        output.WriteLine("""<?xml version="1.0" encoding="UTF-8"?>"""); // the writer would name the encoding of .NET's strings
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteAttributeString("name", "monitao diagnose");
            Totals(xml, found);
            foreach (var examined in found)
                Suite(xml, examined, started);
            xml.WriteEndElement();
        }

        output.WriteLine();
    }

    private static void Suite(XmlWriter xml, Examination examined, DateTimeOffset started)
    {
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Text(examined.Target));
        Totals(xml, [examined]);
        xml.WriteAttributeString("timestamp", started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        foreach (var layer in examined.Probe.Layers)
            Case(xml, examined, layer);
        xml.WriteEndElement();
    }

    private static void Case(XmlWriter xml, Examination examined, LayerResult layer)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("name", layer.Layer.Name());
        xml.WriteAttributeString("classname", Text(examined.Target));
        xml.WriteAttributeString("time", Seconds(layer.Duration ?? TimeSpan.Zero));
        if (layer.Outcome == LayerOutcome.NotReached)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", "an earlier layer failed");
            xml.WriteEndElement();
        }
        else if (layer.Outcome == LayerOutcome.Failed && examined.Probe.Reason is { } reason)
        {
            xml.WriteStartElement(examined.Probe.Result == ProbeResult.Failure ? "failure" : "error");
            xml.WriteAttributeString("type", reason.Name);
            xml.WriteAttributeString("message", Text(examined.Probe.Message));
            xml.WriteString("\n" + string.Join("\n", Body(examined, reason).Select(Text)) + "\n");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static IEnumerable<string> Body(Examination examined, Reason reason) =>
    [
        $"{reason.Name}: {examined.Probe.Message}",
        .. examined.Probe.Hint.Length > 0 ? [$"Next: {examined.Probe.Hint}"] : Array.Empty<string>(),
        .. examined.Diagnosis is not { } report ? [] : report.Evidence
            .Select(line => $"Evidence: {line.Check} {line.Subject}: {line.Result}, {line.Detail}")
            .Append($"Conclusion: {report.Conclusion}")
            .Append($"Run: {report.NextCommand}"),
        .. examined.Commands.Select(command => $"Try: {command}"),
        $"Runbook: {RunbookLinks.Default.Of(reason)}",
    ];

    private static void Totals(XmlWriter xml, IReadOnlyList<Examination> found)
    {
        var layers = found.SelectMany(examined => examined.Probe.Layers).ToList();
        xml.WriteAttributeString("tests", $"{layers.Count}");
        xml.WriteAttributeString("failures", $"{found.Count(examined => examined.Probe.Result == ProbeResult.Failure)}");
        xml.WriteAttributeString("errors", $"{found.Count(examined => examined.Probe.Result == ProbeResult.Inconclusive)}");
        xml.WriteAttributeString("skipped", $"{layers.Count(layer => layer.Outcome == LayerOutcome.NotReached)}");
        xml.WriteAttributeString("time", Seconds(found.Aggregate(TimeSpan.Zero, (sum, examined) => sum + examined.Probe.Elapsed)));
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Without what XML 1.0 can't say at all (2.2): control characters, halves of a pair.</summary>
    private static string Text(string text)
    {
        var clean = Phrases.Clean(text);
        return string.Concat(clean.EnumerateRunes().Select(rune => rune.IsBmp && !XmlConvert.IsXmlChar((char)rune.Value) ? "\uFFFD" : rune.ToString()));
    }
}
