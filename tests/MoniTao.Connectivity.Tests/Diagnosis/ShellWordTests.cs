using System.Diagnostics;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Diagnosis;

/// <summary>Asks a real shell what it makes of the words.</summary>
public sealed class ShellWordTests
{
    private const string Evil = "'\"`$(){}[]<>|&;!*?~#%\\=^- aZ0/.:@\u00e9\u6f22";

    [Fact]
    public async Task Whatever_it_is_a_shell_sees_one_word_and_nothing_else()
    {
        var pairs = from a in Evil from b in Evil select $"{a}{b}";
        string[] all = [.. pairs, "", "'$(touch /tmp/x)'", "`id`", "a\\'b", "$HOME", "-n", "~", "a'b\"c"];

        Assert.Equal(all, await WordsAsync($"printf '%s\\0' {string.Join(' ', all.Select(ShellWord.Quote))}"));
    }

    [Fact]
    public async Task A_hostile_path_or_header_stays_an_argument_of_curl()
    {
        const string url = "http://shop.example.com/'$(x)`x`;x|x&x>x\"\\!{a}[1]*?#";
        Assert.True(TargetParser.TryParse(url, out var target, out var error), error);
        var spec = new ProbeSpec { Target = target, Http = new HttpOptions { Headers = [new("Accept", "'; x $(x)"), new("X'$(x)`x`", "secret")] } };

        var command = CurlCommand.Of(spec, target, null, Connectivity.Classification.Reasons.HttpServerError).ToString();
        var words = await WordsAsync($"H_X___X__X_=value; printf '%s\\0' {command}");

        Assert.Equal(["curl", "-v", "--max-time", "10", "-H", "Accept: '; x $(x)", "-H", "X'$(x)`x`: value", "-g", url.Split('#')[0]], words);
    }

    [Theory]
    [InlineData("shop.example.com")]
    [InlineData("https://shop.example.com:8443/a%20b")]
    public void What_no_shell_reads_anything_into_is_left_readable(string text) => Assert.Equal(text, ShellWord.Quote(text));

    private static async Task<string[]> WordsAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);
        return output.Split('\0')[..^1];
    }
}
