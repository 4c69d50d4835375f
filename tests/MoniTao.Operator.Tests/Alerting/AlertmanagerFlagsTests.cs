using MoniTao.Operator.Tests.Commands;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>What can't be used is named before anything is probed.</summary>
public sealed class AlertmanagerFlagsTests
{
    [Theory]
    [InlineData("is not an http or https URL", "--alertmanager-url", "alertmanager:9093")]
    [InlineData("has a password in it", "--alertmanager-url", "http://user:hunter2@host:9093")]
    [InlineData("belong together", "--alertmanager-url", "http://host:9093", "--alertmanager-username", "monitao")]
    [InlineData("there is no such file", "--alertmanager-url", "http://host:9093", "--alertmanager-ca-file", "/does/not/exist.pem")]
    [InlineData("is not a label", "--alertmanager-url", "http://host:9093", "--alert-external-label", "cluster")]
    [InlineData("is not a label", "--alertmanager-url", "http://host:9093", "--alert-external-label", "a-b=c")]
    [InlineData("given twice", "--alertmanager-url", "http://host:9093", "--alert-external-label", "a=b", "--alert-external-label", "a=c")]
    public async Task Bad_option_is_named(string expected, params string[] arguments)
    {
        foreach (var command in new string[][] { ["run", "-f", "/does/not/exist.yaml"], ["operator"] })
        {
            var (code, _, error) = await CommandLine.RunAsync([.. command, .. arguments]);

            Assert.Equal(2, code);
            Assert.Contains(expected, error, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Password_and_token_exclude_each_other()
    {
        using var folder = new Folder();
        var secret = folder.Write("secret", "s");

        var (code, _, error) = await CommandLine.RunAsync(
            "operator", "--alertmanager-url", "http://host:9093",
            "--alertmanager-username", "monitao", "--alertmanager-password-file", secret, "--alertmanager-bearer-token-file", secret);

        Assert.Equal(2, code);
        Assert.Contains("exclude each other", error, StringComparison.Ordinal);
    }
}
