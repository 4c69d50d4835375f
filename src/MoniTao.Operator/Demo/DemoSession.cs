using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Scheduling;
using MoniTao.FaultLab;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Demo;

/// <summary>The running demo: broken endpoints on loopback, and the monitors that watch them.</summary>
internal sealed class DemoSession : IAsyncDisposable
{
    /// <summary>All endpoints share this machine with the prober: a burst of handshakes would measure the burst.</summary>
    private static readonly SchedulerOptions Calm = new() { MaximumConcurrency = 32, StartSpacing = TimeSpan.FromMilliseconds(30) };

    private readonly FaultLabHost _lab;
    private readonly Prober _prober;

    private DemoSession(FaultLabHost lab, TimeProvider time)
    {
        _lab = lab;
        _prober = new Prober(time);
        Supervisor = new Supervisor(time, _prober.ProbeAsync, Calm);
    }

    /// <summary>The monitors.</summary>
    public Supervisor Supervisor { get; }

    /// <summary>Each scenario with what its monitor says now, in the order of the layers.</summary>
    public IReadOnlyList<DemoResult> Results => [.. _lab.Scenarios
        .Select(scenario => Supervisor.Find($"{DemoMonitors.Namespace}/{scenario.Name}") is { } monitor ? new DemoResult(scenario, monitor) : null)
        .OfType<DemoResult>()
        .OrderBy(result => result.Layer)];

    /// <summary>Whether trouble of the prober itself is what was built into the scenario of a monitor.</summary>
    public bool ExpectsTrouble(MonitorView monitor) =>
        Reasons.Find(_lab[monitor.Entity.Metadata.Name].ExpectedReason ?? "")?.Fault == FaultDomain.Prober;

    /// <summary>Starts the endpoints and their monitors.</summary>
    public static async Task<DemoSession> StartAsync(IReadOnlyCollection<string>? names, TimeProvider time, CancellationToken cancellationToken)
    {
        var session = new DemoSession(await FaultLabHost.StartAsync(names, time, cancellationToken), time);
        try
        {
            var planner = new MonitorPlanner(new ManifestReferences(DemoMonitors.References([.. session._lab.Scenarios])));
            foreach (var monitor in session._lab.Scenarios.Select(DemoMonitors.Monitor))
                session.Supervisor.Accept(monitor, await planner.PlanAsync(monitor, cancellationToken));
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops probing first, then what is probed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Supervisor.DisposeAsync();
        _prober.Dispose();
        await _lab.DisposeAsync();
    }
}
