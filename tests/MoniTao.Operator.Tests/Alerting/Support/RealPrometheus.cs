using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>Debian's Prometheus as a child of this process, with the shipped rules.</summary>
internal sealed class RealPrometheus : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("monitao-prometheus-");
    private readonly int _port = LoopbackPorts.Take(1)[0];
    private readonly HttpClient _http = new();
    private SupervisedProcess? _process;

    /// <param name="target">Host and port of the operator's pages.</param>
    /// <param name="alertmanager">Where its alerts go.</param>
    /// <param name="scrapeInterval">As Prometheus writes it; the documented one is 15s.</param>
    public static async Task<RealPrometheus> StartAsync(string target, RealAlertmanager alertmanager, string scrapeInterval)
    {
        var server = new RealPrometheus();
        await File.WriteAllTextAsync(
            server._folder.File("prometheus.yml"),
            $$"""
            global: {scrape_interval: {{scrapeInterval}}, scrape_timeout: {{scrapeInterval}}, evaluation_interval: {{scrapeInterval}}}
            rule_files: [rules.yaml]
            alerting: {alertmanagers: [{static_configs: [{targets: ['{{alertmanager.Url.Authority}}']}]}]}
            scrape_configs: [{job_name: monitao, honor_labels: true, static_configs: [{targets: ['{{target}}']}]}]
            """);
        var rules = await File.ReadAllTextAsync(RulesFile.FilePath);
        await File.WriteAllTextAsync(server._folder.File("rules.yaml"), rules.Replace("interval: 15s", $"interval: {scrapeInterval}", StringComparison.Ordinal));
        await server.OpenAsync();
        return server;
    }

    /// <summary>The body of an answer of its API.</summary>
    public Task<string> GetAsync(string path) => _http.GetStringAsync(new Uri($"http://127.0.0.1:{_port}/{path}"));

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        await _folder.DisposeAsync();
        _http.Dispose();
    }

    private async Task OpenAsync()
    {
        _process = new SupervisedProcess(
            _folder.File("log"),
            await Tool.PrometheusAsync(),
            [$"--config.file={_folder.File("prometheus.yml")}", $"--storage.tsdb.path={_folder.File("data")}", $"--web.listen-address=127.0.0.1:{_port}"]);
        await LiveWait.UntilAsync("Prometheus is ready", async () => !_process.HasExited
            ? (await GetAsync("-/ready")).Length > 0
            : throw new InvalidOperationException(_process.LogTail()));
    }
}
