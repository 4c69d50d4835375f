using System.Globalization;
using System.Text.Json;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.Exporter;
using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.Tools;

namespace MoniTao.Operator.Tests.Dashboards.Support;

/// <summary>A real Prometheus and its API for queries.</summary>
internal sealed class PrometheusServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("monitao-prometheus-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly string _address = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}";
    private SupervisedProcess? _process;

    /// <summary>Scrapes a target each second.</summary>
    /// <param name="authority">Host and port.</param>
    public static async Task<PrometheusServer> ScrapingAsync(string authority)
    {
        var server = new PrometheusServer();
        await server.StartAsync($$"""
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs: [{job_name: monitao, honor_labels: true, static_configs: [{targets: ['{{authority}}']}]}]
            """);
        return server;
    }

    /// <summary>Has a past that it did not see.</summary>
    /// <param name="history">OpenMetrics with a time stamp on each sample.</param>
    public static async Task<PrometheusServer> RememberingAsync(string history)
    {
        var server = new PrometheusServer();
        await File.WriteAllTextAsync(server._folder.File("history"), history);
        var promtool = await DebianTools.FindAsync("prometheus", "promtool");
        var made = await CommandOutput.RunAsync(
            promtool, ["tsdb", "create-blocks-from", "openmetrics", "-q", "--max-block-duration=720h", server._folder.File("history"), server._folder.File("data")], TimeSpan.FromMinutes(5));
        Assert.True(made.ExitCode == 0, made.StandardError);
        // a sample counts for less than the five minutes to the next one, so that an outage ends when it ended
        await server.StartAsync("scrape_configs: []", "--query.lookback-delta=4m", "--storage.tsdb.retention.time=100y");
        return server;
    }

    /// <summary>The result of a query at one time.</summary>
    public Task<JsonElement> NowAsync(string query, DateTimeOffset at) => PostAsync("query", ("query", query), ("time", Seconds(at)));

    /// <summary>The result of a query over a time range.</summary>
    public Task<JsonElement> RangeAsync(string query, DateTimeOffset from, DateTimeOffset to, TimeSpan step) =>
        PostAsync("query_range", ("query", query), ("start", Seconds(from)), ("end", Seconds(to)), ("step", step.TotalSeconds.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The values of a label on some series.</summary>
    public async Task<IReadOnlyList<string>> LabelValuesAsync(string series, string label)
    {
        var (_, text) = await Http.GetAsync($"{_address}/api/v1/label/{label}/values?match[]={Uri.EscapeDataString(series)}");
        return [.. Data(text).EnumerateArray().Select(value => value.GetString()!)];
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        await _folder.DisposeAsync();
        _http.Dispose();
    }

    private async Task StartAsync(string configuration, params string[] flags)
    {
        await File.WriteAllTextAsync(_folder.File("prometheus.yml"), configuration);
        var program = await DebianTools.FindAsync("prometheus");
        _process = new SupervisedProcess(_folder.File("log"), program,
            [$"--config.file={_folder.File("prometheus.yml")}", $"--storage.tsdb.path={_folder.File("data")}", $"--web.listen-address={new Uri(_address).Authority}", .. flags]);
        await Http.AnswersAsync($"{_address}/-/ready", _process);
    }

    private async Task<JsonElement> PostAsync(string path, params (string, string)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        using var response = await _http.PostAsync(new Uri($"{_address}/api/v1/{path}"), content, TestContext.Current.CancellationToken);
        return Data(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("result");
    }

    private static JsonElement Data(string text)
    {
        var answer = JsonElement.Parse(text);
        return answer.GetProperty("status").GetString() == "success"
            ? answer.GetProperty("data")
            : throw new InvalidDataException(answer.GetProperty("error").GetString());
    }

    private static string Seconds(DateTimeOffset moment) => moment.ToUnixSeconds().ToString(CultureInfo.InvariantCulture);
}
