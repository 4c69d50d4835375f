using k8s.Models;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;

namespace MoniTao.Benchmarks.Engine;

/// <summary>Monitors as a user would write them: everything at its default but the target, the period and whom to trust.</summary>
internal static class BenchMonitors
{
    private const string Namespace = "bench";
    private const string Authority = "authority";

    /// <summary>
    /// With a saturated scheduler each monitor is due again at once. The spec can't say that, so only the plan does.
    /// </summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    /// <summary>Plans all monitors by the operator's planner.</summary>
    public static async Task<IReadOnlyList<(ConnectivityMonitor Monitor, PlanResult.Planned Plan)>> PlanAsync(EngineOptions options, CancellationToken cancellation)
    {
        var planner = new MonitorPlanner(new ManifestReferences(new ManifestSet([], [], await AuthoritiesAsync(options.AuthorityFile, cancellation), [])));
        var planned = new List<(ConnectivityMonitor, PlanResult.Planned)>();
        for (var i = 0; i < options.Monitors; i++)
        {
            var monitor = Monitor(i, options);
            if (await planner.PlanAsync(monitor, cancellation) is not PlanResult.Planned { Plan: var plan })
                throw new ArgumentException($"{monitor.Spec.Target} can't be planned");
            var cadence = plan.Cadence with { Period = options.Period ?? AtOnce };
            planned.Add((monitor, new PlanResult.Planned(plan with { Cadence = cadence })));
        }

        return planned;
    }

    private static ConnectivityMonitor Monitor(int number, EngineOptions options) => new()
    {
        Metadata = new V1ObjectMeta { Name = $"monitor-{number}", NamespaceProperty = Namespace, Uid = $"uid-{number}", Generation = 1 },
        Spec = new ConnectivityMonitorSpec
        {
            Target = options.Targets[number % options.Targets.Count],
            Tls = options.AuthorityFile is null ? null : new TlsSpec { CaConfigMapRef = new ConfigMapKeyReference { Name = Authority } },
        },
    };

    private static async Task<IReadOnlyList<V1ConfigMap>> AuthoritiesAsync(string? file, CancellationToken cancellation) => file is null
        ? []
        : [new V1ConfigMap
        {
            Metadata = new V1ObjectMeta { Name = Authority, NamespaceProperty = Namespace },
            Data = new Dictionary<string, string> { ["ca.crt"] = await File.ReadAllTextAsync(file, cancellation) },
        }];
}
