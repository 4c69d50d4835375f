using System.Text.Json;
using MoniTao.FaultLab;
using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.Tools;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>A real Prometheus, with the relabelling that everybody has in front of blackbox_exporter, takes both pages without a complaint.</summary>
public sealed class PrometheusScrapeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Prometheus_scrapes_probe_with_the_usual_relabelling_and_metrics_as_OpenMetrics()
    {
        var program = await DebianTools.FindAsync("prometheus");
        await using var folder = new TemporaryFolder("monitao-prometheus-");
        await using var lab = await FaultLabHost.StartAsync(["healthy-http", "http-unavailable"]);
        await using var rig = await ExporterRig.StartAsync("http://127.0.0.1:*");
        var (up, down) = (lab["healthy-http"].Target, lab["http-unavailable"].Target);
        var address = $"127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        await File.WriteAllTextAsync(folder.File("prometheus.yml"), Configuration(rig.Address.Split("//")[1], up, down), TestContext.Current.CancellationToken);
        await using var prometheus = new SupervisedProcess(folder.File("log"), program,
            [$"--config.file={folder.File("prometheus.yml")}", $"--storage.tsdb.path={folder.File("data")}", $"--web.listen-address={address}"]);
        await Http.AnswersAsync($"http://{address}/-/ready", prometheus);

        Assert.Equal("1", await QueryAsync(address, $"probe_success{{instance=\"{up}\",job=\"blackbox\"}}"));
        Assert.Equal("0", await QueryAsync(address, $"probe_success{{instance=\"{down}\",job=\"blackbox\"}}"));
        Assert.Equal("1", await QueryAsync(address, $"probe_failure_info{{instance=\"{down}\",reason=\"HttpServerError\"}}"));
        Assert.Equal("1", await QueryAsync(address, "monitao_build_info"));
        Assert.Equal("1", await QueryAsync(address, "min(up)"));
        var (_, targets) = await Http.GetAsync($"http://{address}/api/v1/targets");
        output.WriteLine(targets);
        Assert.All(
            JsonDocument.Parse(targets).RootElement.GetProperty("data").GetProperty("activeTargets").EnumerateArray(),
            target => Assert.Equal("", target.GetProperty("lastError").GetString()));
    }

    private static string Configuration(string exporter, params string[] targets) =>
        $"""
        global: {"{"}scrape_interval: 1s, scrape_timeout: 1s{"}"}
        scrape_configs:
          - job_name: monitao
            static_configs: [{"{"}targets: ['{exporter}']{"}"}]
          - job_name: blackbox
            metrics_path: /probe
            params: {"{"}module: [http_2xx]{"}"}
            static_configs: [{"{"}targets: [{string.Join(", ", targets.Select(target => $"'{target}'"))}]{"}"}]
            relabel_configs:
              - source_labels: [__address__]
                target_label: __param_target
              - source_labels: [__param_target]
                target_label: instance
              - target_label: __address__
                replacement: {exporter}
        """;

    /// <summary>The value of the one series that answers; waits until there is one.</summary>
    private static async Task<string?> QueryAsync(string address, string query)
    {
        for (var tries = 0; tries < 300; tries++)
        {
            var (_, text) = await Http.GetAsync($"http://{address}/api/v1/query?query={Uri.EscapeDataString(query)}");
            var result = JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("result");
            if (result.GetArrayLength() == 1)
                return result[0].GetProperty("value")[1].GetString();
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"Waited in vain for one answer to {query}");
    }
}
