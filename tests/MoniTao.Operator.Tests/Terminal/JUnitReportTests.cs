using System.Xml.Linq;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Tests.Terminal;

public sealed class JUnitReportTests
{
    [Fact]
    public void A_failure_has_its_reason_its_evidence_and_what_to_run_and_layers_behind_it_are_skipped()
    {
        var suite = Assert.Single(Report(Examine("https://10.0.0.1/", Reasons.TcpRefused)).Elements("testsuite"));

        Assert.Equal(("https://10.0.0.1/", "4", "1", "0", "2"), Totals(suite));
        Assert.Equal(["DNS", "TCP", "TLS", "HTTP"], suite.Elements("testcase").Select(c => c.Attribute("name")!.Value));
        var failure = suite.Elements("testcase").ElementAt(1).Element("failure")!;
        Assert.Equal(("TcpRefused", "It is refused"), (failure.Attribute("type")!.Value, failure.Attribute("message")!.Value));
        foreach (var text in new[] { "Next: start it", "Evidence: Ping 10.0.0.1: Passed, replies", "Conclusion: nothing listens", "Run: ss -tlnp", "Try: nc -vz", "Runbook: https://" })
            Assert.Contains(text, failure.Value, StringComparison.Ordinal);
        Assert.Equal(2, suite.Descendants("skipped").Count());
    }

    [Fact]
    public void Trouble_of_this_prober_is_an_error_and_no_failure()
    {
        var suite = Report(Examine("tcp://10.0.0.1:1", Reasons.ProberNoRoute)).Element("testsuite")!;

        Assert.Equal(("1", "0"), (suite.Attribute("errors")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal("ProberNoRoute", suite.Descendants("error").Single().Attribute("type")!.Value);
    }

    [Fact]
    public void The_totals_add_up_and_what_is_reachable_has_plain_cases()
    {
        var root = Report(Examine("tcp://10.0.0.1:1", Reasons.TcpRefused), Examine("tcp://10.0.0.2:1", null), Examine("dns://a", Reasons.DnsTimeout));

        Assert.Equal(("monitao diagnose", "5", "2", "0", "0"), Totals(root));
        Assert.Empty(root.Elements("testsuite").ElementAt(1).Descendants("failure"));
    }

    [Fact]
    public void What_XML_can_not_say_does_not_break_the_report()
    {
        var root = Report(Examine("tcp://a:1", Reasons.TcpRefused, "\x1b[2J ]]> <b>&\0 \uD800 \uFFFF ok"));

        Assert.Contains(" ]]> <b>& ", root.Descendants("failure").Single().Attribute("message")!.Value, StringComparison.Ordinal);
        Assert.EndsWith(" ok", root.Descendants("failure").Single().Attribute("message")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_and_attributes_are_those_that_every_CI_system_knows()
    {
        var known = new Dictionary<string, string[]>
        {
            ["testsuites"] = ["name", "tests", "failures", "errors", "skipped", "time"],
            ["testsuite"] = ["name", "tests", "failures", "errors", "skipped", "time", "timestamp"],
            ["testcase"] = ["name", "classname", "time"],
            ["failure"] = ["type", "message"],
            ["error"] = ["type", "message"],
            ["skipped"] = ["message"],
        };
        var root = Report(Examine("https://a/", Reasons.TcpRefused), Examine("tcp://a:1", Reasons.ProberNoRoute));

        Assert.All(root.DescendantsAndSelf(), element => Assert.Equal(known[element.Name.LocalName], element.Attributes().Select(a => a.Name.LocalName)));
        Assert.All(root.Descendants("testcase"), testcase => Assert.Matches(@"^\d+\.\d{3}$", testcase.Attribute("time")!.Value));
        Assert.All(root.Elements("testsuite"), suite => Assert.Equal("2026-03-01T12:00:00", suite.Attribute("timestamp")!.Value));
    }

    private static XElement Report(params Examination[] found)
    {
        using var output = new StringWriter();
        JUnitReport.Write(output, found, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", output.ToString(), StringComparison.Ordinal);
        return XDocument.Parse(output.ToString()).Root!;
    }

    private static (string, string, string, string, string) Totals(XElement element) =>
        (Value(element, "name"), Value(element, "tests"), Value(element, "failures"), Value(element, "errors"), Value(element, "skipped"));

    private static string Value(XElement element, string name) => element.Attribute(name)!.Value;

    private static Examination Examine(string text, Reason? reason, string message = "It is refused") => Examinations.Of(text, reason, message);
}
