using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Tests.Commands;

namespace MoniTao.Operator.Tests.Runbooks;

public sealed class RunbookLinksTests
{
    [Theory]
    [InlineData("https://wiki.example.com/r", "https://wiki.example.com/r/TcpRefused")]
    [InlineData("http://10.0.0.1:8080/runbooks/", "http://10.0.0.1:8080/runbooks/TcpRefused")]
    public void A_link_is_the_base_and_the_reason(string address, string expected) =>
        Assert.Equal(expected, RunbookLinks.TryCreate(address)!.Of(Reasons.TcpRefused));

    [Theory]
    [InlineData("")]
    [InlineData("wiki/r")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc")]
    [InlineData("https://wiki/r?page=")]
    [InlineData("https://user:secret@wiki/r")]
    [InlineData("https://wiki/a b")]
    public async Task What_no_browser_opens_is_refused_by_each_command(string address)
    {
        Assert.Null(RunbookLinks.TryCreate(address));
        foreach (var command in new[] { "operator", "run" })
        {
            var (code, _, error) = await CommandLine.RunAsync([command, .. command == "run" ? ["-f", "x.yaml"] : Array.Empty<string>(), "--runbook-url", address]);

            Assert.Equal(2, code);
            Assert.Contains("--runbook-url", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_base_that_leaves_no_room_in_an_Event_is_refused() =>
        Assert.Null(RunbookLinks.TryCreate("https://wiki/" + new string('x', RunbookLinks.MaximumLength)));
}
