using Microsoft.Extensions.Logging.Abstractions;
using MoniTao.Benchmarks.Engine;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Runtime.Status;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Benchmarks.Guard;

/// <summary>What the API server is asked to write while nothing changes: with the default period a heartbeat of each monitor every fifth or sixth probe.</summary>
internal static class ApiWrites
{
    private const int Monitors = 100;
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(10), Measured = TimeSpan.FromHours(1);

    public static async Task<IReadOnlyDictionary<string, double>> CountAsync(EngineOptions options, Observation seen, CancellationToken cancellation)
    {
        await using var server = await FakeServer.StartAsync();
        for (var i = 0; i < Monitors; i++)
            server.Rule("PATCH", $"/apis/monitao.io/v1alpha1/namespaces/bench/connectivitymonitors/monitor-{i}/status", exchange => exchange.ReplyAsync(200, "{}"));
        server.Store("/apis/events.k8s.io/v1", "events");
        using var connection = new KubernetesConnection(server.Configuration());
        var api = new KubernetesApi(connection.Client, TimeProvider.System);
        await using var fleet = new TurnedFleet(seen);
        var recorder = new EventRecorder(api, new EventOptions(), fleet.Clock, NullLogger<EventRecorder>.Instance);
        using var events = new EventReporter(fleet.Supervisor, recorder, new OperatorOptions());
        using var statuses = new StatusReporter(fleet.Supervisor, new StatusApplier(api, "bench"), fleet.Clock, NullLogger<StatusReporter>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = Task.WhenAll(recorder.RunAsync(stop.Token), statuses.RunAsync(stop.Token));

        bool Idle() => statuses.Depth == 0 && server.IsIdle;
        int Writes() => server.Requests.Count(request => request.Verb is not ("GET" or "WATCH"));
        await fleet.AcceptAsync(options with { Monitors = Monitors }, cancellation);
        await fleet.TurnAsync(WarmUp, Idle, cancellation);
        var (probes, writes) = (fleet.Tally.Probes, Writes());
        await fleet.TurnAsync(Measured, Idle, cancellation);
        (probes, writes) = (fleet.Tally.Probes - probes, Writes() - writes);

        await stop.CancelAsync();
        for (var i = 0; i < 60 && !running.IsCompleted; i++)
            await fleet.TurnAsync(TimeSpan.FromSeconds(1), () => true, cancellation);
        await running.WaitAsync(TimeSpan.FromSeconds(60), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new Dictionary<string, double> { ["API writes per 1000 probes"] = 1000.0 * writes / probes };
    }
}
