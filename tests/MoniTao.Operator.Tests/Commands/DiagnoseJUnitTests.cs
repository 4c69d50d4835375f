using System.Xml.Linq;

namespace MoniTao.Operator.Tests.Commands;

public sealed class DiagnoseJUnitTests
{
    [Fact]
    public async Task The_report_has_a_suite_for_each_target_and_the_exit_code_is_that_of_the_failure()
    {
        await using var lab = await Lab.StartAsync("healthy-http", "http-not-found", "tcp-refused");

        var (code, output, error) = await lab.DiagnoseAsync(["healthy-http", "http-not-found", "tcp-refused"], "--output", "junit");

        Assert.Equal((40, ""), (code, error));
        var suites = XDocument.Parse(output).Root!.Elements("testsuite").ToList();
        Assert.Equal([lab.Target("healthy-http"), lab.Target("http-not-found"), lab.Target("tcp-refused")], suites.Select(suite => suite.Attribute("name")!.Value));
        Assert.Equal(["HttpClientError", "TcpRefused"], suites.Descendants("failure").Select(failure => failure.Attribute("type")!.Value));
        Assert.Contains("Evidence: Address 127.0.0.1:", suites[2].Value, StringComparison.Ordinal);
        Assert.Contains("Try: nc -vz", suites[2].Value, StringComparison.Ordinal);
    }
}
