using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using MoniTao.Benchmarks.Engine;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;

namespace MoniTao.Benchmarks.Micro;

/// <summary>What is told of monitors: the metrics of 1,000 that are up over HTTPS, and the status of one.</summary>
[MemoryDiagnoser]
public class ReportingBenchmarks
{
    private const int Monitors = 1000;

    private readonly PipeWriter _nowhere = PipeWriter.Create(Stream.Null);
    private Supervisor _supervisor = null!;
    private MetricsPage _page = null!;
    private MonitorView _monitor = null!;
    private ConnectivityMonitorStatus _status = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        using var prober = new Prober(TimeProvider.System);
        await using var server = await LocalServer.StartAsync();
        var spec = server.Spec("https");
        var seen = await prober.ProbeAsync(spec, CancellationToken.None);
        var tally = new ProbeTally();
        _supervisor = new Supervisor(TimeProvider.System, (_, _) => Task.FromResult(seen));
        _supervisor.Probed += tally.Add;
        var probed = tally.WaitAsync(Monitors, CancellationToken.None);
        var options = new EngineOptions { Targets = [spec.Target.ToString()], Monitors = Monitors };
        foreach (var (monitor, plan) in await BenchMonitors.PlanAsync(options, CancellationToken.None))
            _supervisor.Accept(monitor, new PlanResult.Planned(plan));
        await probed;
        _page = new MetricsPage(_supervisor, TimeProvider.System);
        _monitor = _supervisor.Find("bench/monitor-0")!;
        _status = Build();
    }

    [GlobalCleanup]
    public ValueTask StopAsync() => _supervisor.DisposeAsync();

    [Benchmark]
    public Task Metrics_of_1000_monitors() => _page.WriteOwnAsync(_nowhere, MetricsFormat.OpenMetrics, CancellationToken.None);

    [Benchmark]
    public bool Status_built_and_compared() => StatusSubstance.IsSame(Build(), _status);

    [Benchmark]
    public byte[] Status_written_as_an_apply() => StatusJson.ToUtf8(_status);

    private ConnectivityMonitorStatus Build() => StatusBuilder.Build(_monitor, TimeProvider.System.GetUtcNow(), RunbookLinks.Default);
}
