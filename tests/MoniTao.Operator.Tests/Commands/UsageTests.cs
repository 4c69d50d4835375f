namespace MoniTao.Operator.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("shop.example.com", "Did you mean: https://shop.example.com")]
    [InlineData("host:443", "Did you mean: https://host")]
    [InlineData("host/path", "Did you mean: https://host/path")]
    [InlineData("host:80", "Did you mean: http://host")]
    [InlineData("localhost:8080/health", "Did you mean: http://localhost:8080/health")]
    [InlineData("db.example.com:5432", "Did you mean: tcp://db.example.com:5432")]
    [InlineData("2001:db8::1", "Did you mean: https://[2001:db8::1]")]
    public async Task A_bare_host_is_refused_with_what_was_meant(string target, string advice)
    {
        var (code, output, error) = await CommandLine.RunAsync("diagnose", target);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(advice + Environment.NewLine, error.ReplaceLineEndings(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://host", "\"ftp\" is not supported")]
    [InlineData("tcp://host", "needs a port")]
    [InlineData("tcp://host:0", "from 1 to 65535")]
    [InlineData("https://a..b", "empty label")]
    [InlineData("dns://10.1.2.3", "this is an address")]
    [InlineData("", "empty")]
    public async Task A_bad_target_is_refused_with_the_reason(string target, string reason)
    {
        var (code, _, error) = await CommandLine.RunAsync("diagnose", target);

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Contains("tcp://host:port", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_a_target_is_not_repeated()
    {
        var (code, output, error) = await CommandLine.RunAsync("diagnose", "https://user:hunter2@host");

        Assert.Equal(2, code);
        Assert.DoesNotContain("hunter2", output + error, StringComparison.Ordinal);
        Assert.Contains("--header", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--timeout", "soon", "not a duration")]
    [InlineData("--timeout", "0", "not a duration")]
    [InlineData("--resolver", "dns.example.com", "--resolver")]
    [InlineData("--header", "nonsense", "no colon")]
    [InlineData("--header", "Connection: close", "--header")]
    [InlineData("--header", "A: b\nC: d", "--header")]
    [InlineData("--expect-status", "99", "--expect-status")]
    [InlineData("--server-name", "a/b", "--server-name")]
    [InlineData("--ca", "/does/not/exist.pem", "--ca")]
    [InlineData("--output", "xml", "'json'")]
    [InlineData("--watch=soon", "--count=2", "--watch \"soon\" is not a duration")]
    [InlineData("--watch=0.01", "--count=2", "shorter than 100ms")]
    [InlineData("--count", "3", "--count needs --watch")]
    [InlineData("--watch=1", "--count=0", "--count must be 1 or more")]
    [InlineData("--watch", "--output=junit", "does not go with --watch")]
    [InlineData("--no-such-option", "1", "--no-such-option")]
    public async Task A_bad_option_is_named(string option, string value, string expected)
    {
        var (code, output, error) = await CommandLine.RunAsync("diagnose", "https://127.0.0.1:1", option, value);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_command_is_answered_with_the_one_that_was_meant()
    {
        var (code, _, error) = await CommandLine.RunAsync("diagnos", "https://host");

        Assert.Equal(2, code);
        Assert.Contains("Did you mean: diagnose?", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator")]
    [InlineData("run")]
    [InlineData("diagnose")]
    [InlineData("explain")]
    [InlineData("demo")]
    [InlineData("crd")]
    [InlineData("metrics")]
    public async Task The_help_of_each_command_has_examples(string command)
    {
        var (code, output, _) = await CommandLine.RunAsync(command, "--help");

        Assert.Equal(0, code);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
        Assert.Contains($"monitao {command} ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_command_the_help_lists_each_in_one_line()
    {
        var (code, output, _) = await CommandLine.RunAsync();

        Assert.Equal(0, code);
        var list = output.ReplaceLineEndings("\n").Split("Commands:\n")[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["operator", "run", "diagnose", "explain", "demo", "crd", "metrics"], list.Select(line => line.Trim().Split(' ')[0]));
    }

    [Fact]
    public async Task The_version_is_told()
    {
        var (code, output, _) = await CommandLine.RunAsync("--version");

        Assert.Equal(0, code);
        Assert.Matches(@"\A\d+\.\d+\.\d+", output);
    }
}
