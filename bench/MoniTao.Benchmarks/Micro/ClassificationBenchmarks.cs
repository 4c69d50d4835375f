using BenchmarkDotNet.Attributes;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Benchmarks.Micro;

/// <summary>Facts to a reason, and a reason into the history of its monitor; the facts are those of real probes.</summary>
[MemoryDiagnoser]
public class ClassificationBenchmarks
{
    private readonly Cadence _cadence = new();
    private Observation _healthy = null!, _untrusted = null!, _refused = null!;
    private Assessment _success = null!;
    private MonitorState _state = null!;

    [GlobalSetup]
    public async Task ProbeAsync()
    {
        using var prober = new Prober(TimeProvider.System);
        var server = await LocalServer.StartAsync();
        _healthy = await prober.ProbeAsync(server.Spec("https"), CancellationToken.None);
        _untrusted = await prober.ProbeAsync(server.Spec("https", trusted: false), CancellationToken.None);
        var closed = server.Spec("tcp");
        await server.DisposeAsync();
        _refused = await prober.ProbeAsync(closed, CancellationToken.None);
        _success = Classifier.Classify(_healthy);
        if (_success.Result != ProbeResult.Success)
            throw new BenchException($"the server is not healthy: {_success.Message}");
        _state = VerdictTracker.Fold(MonitorState.Initial(_healthy.StartedAt), _success, _cadence);
    }

    [Benchmark]
    public object Healthy_https_classified() => Classifier.Classify(_healthy);

    [Benchmark]
    public object Untrusted_root_classified() => Classifier.Classify(_untrusted);

    [Benchmark]
    public object Refused_port_classified() => Classifier.Classify(_refused);

    [Benchmark]
    public object Success_folded_into_the_verdict() => VerdictTracker.Fold(_state, _success, _cadence);
}
