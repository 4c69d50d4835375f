namespace MoniTao.Operator.Tests.Commands;

/// <summary>Targets from standard input. One class, for the input of the process is one.</summary>
public sealed class DiagnoseManyTests : IAsyncLifetime
{
    private readonly TextReader _input = Console.In;
    private Lab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await Lab.StartAsync("healthy-http", "http-not-found", "http-slow-headers");

    public async ValueTask DisposeAsync()
    {
        Console.SetIn(_input);
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task Hundreds_of_targets_are_shown_in_their_order_and_the_first_that_fails_decides()
    {
        var slow = Enumerable.Range(0, 200).Select(i => $"{_lab.Target(i % 40 == 7 ? "http-slow-headers" : "healthy-http")}?n={i}").ToList();

        var (code, output, _) = await DiagnoseAsync(string.Join('\n', slow), "-", _lab.Target("http-not-found"), "--quick", "--timeout", "2s");

        Assert.Equal(40, code);
        var shown = output.Split('\n').Where(line => line.StartsWith('✓') || line.StartsWith('✗')).Select(line => line.Split(' ')[1]);
        Assert.Equal([.. slow, _lab.Target("http-not-found")], shown);
    }

    [Theory]
    [InlineData("tcp://a:1\nhost:443\n", "standard input, line 2: \"host:443\" is not a target", "Did you mean: https://host")]
    [InlineData("# x\n\ndns://10.1.2.3\n", "standard input, line 3: ", "Targets: https://host/path")]
    [InlineData("tcp://a:1\nhttps://u:hunter2@h\n", "standard input, line 2: the target carries user information", "--header")]
    public async Task A_bad_line_is_named_by_its_number(string input, string message, string advice)
    {
        var (code, output, error) = await DiagnoseAsync(input, "-");

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Contains(advice, error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_line_holds_does_not_reach_the_terminal_as_a_command()
    {
        var (_, _, error) = await DiagnoseAsync("\x1b[2Jtcp://a\n", "-");

        Assert.DoesNotContain('\x1b', error);
    }

    private static Task<(int Code, string Output, string Error)> DiagnoseAsync(string input, params string[] arguments)
    {
        Console.SetIn(new StringReader(input));
        return CommandLine.RunAsync(["diagnose", .. arguments]);
    }
}
