using System.Text.Json;
using MoniTao.Operator.Commands;

namespace MoniTao.Operator.Tests.Commands;

public sealed class DiagnoseWatchTests : IAsyncLifetime
{
    private Lab _lab = null!;

    public async ValueTask InitializeAsync() => _lab = await Lab.StartAsync("healthy-http", "http-not-found", "tcp-refused");

    public ValueTask DisposeAsync() => _lab.DisposeAsync();

    [Fact]
    public async Task Piped_only_changes_are_said_with_their_time()
    {
        var (code, output, error) = await _lab.DiagnoseAsync(["healthy-http", "tcp-refused"], "--watch=0.1", "--count", "4");

        Assert.Equal((20, ""), (code, error));
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ Up http://127\.0\.0\.1:\d+/ Reachable: ", lines[0]);
        Assert.Matches(@"Z Down tcp://127\.0\.0\.1:\d+ TcpRefused: .*nothing listens", lines[1]);
    }

    [Fact]
    public async Task As_json_each_round_is_a_document_on_its_line()
    {
        var (code, output, _) = await _lab.DiagnoseAsync(["healthy-http", "http-not-found"], "--watch=0.1", "--count", "3", "--output", "json", "--quick");

        Assert.Equal(40, code);
        var rounds = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2, 3], rounds.Select(round => round.GetProperty("round").GetInt32()));
        Assert.All(rounds, round => Assert.Equal(
            ["Reachable", "HttpClientError"],
            round.GetProperty("targets").EnumerateArray().Select(target => target.GetProperty("verdict").GetProperty("reason").GetString())));
        Assert.True(rounds[0].GetProperty("time").GetDateTimeOffset() <= rounds[2].GetProperty("time").GetDateTimeOffset());
    }

    [Fact]
    public async Task Watch_without_a_number_does_not_swallow_the_target_behind_it()
    {
        var (code, output, _) = await CommandLine.RunAsync("diagnose", "--watch", _lab.Target("healthy-http"), "--count=1");

        Assert.Equal(0, code);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Stopped_it_ends_with_the_code_of_the_last_round()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new StoppingWriter(stop);

        var code = await MonitaoCommand.RunAsync(["diagnose", _lab.Target("http-not-found"), "--watch=60", "--quick"], output, TextWriter.Null, stop.Token);

        Assert.Equal(40, code);
    }

    [Fact]
    public async Task Stopped_before_the_first_round_has_ended_there_is_no_result()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        Assert.Equal(130, await MonitaoCommand.RunAsync(["diagnose", _lab.Target("healthy-http"), "--watch"], TextWriter.Null, TextWriter.Null, stop.Token));
    }

    /// <summary>Ctrl+C as soon as there is something to read.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        public override void Flush() => stop.Cancel();
    }
}
