using k8s.Models;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;

namespace MoniTao.Benchmarks.Engine;

/// <summary>Monitors as a user would write them: everything at its default but the target and whom to trust.</summary>
internal static class BenchMonitors
{
    private const string Namespace = "bench";
    private const string Authority = "authority";

    /// <summary>Plans all monitors by the operator's planner.</summary>
    public static async Task<IReadOnlyList<(ConnectivityMonitor Monitor, MonitorPlan Plan)>> PlanAsync(EngineOptions options, CancellationToken cancellation)
    {
        var planner = new MonitorPlanner(new ManifestReferences(new ManifestSet([], [], await AuthoritiesAsync(options.AuthorityFile, cancellation), [])));
        var planned = new List<(ConnectivityMonitor, MonitorPlan)>();
        for (var i = 0; i < options.Monitors; i++)
        {
            var monitor = Monitor(i, options);
            if (await planner.PlanAsync(monitor, cancellation) is not PlanResult.Planned { Plan: var plan })
                throw new ArgumentException($"{monitor.Spec.Target} can't be planned");
            planned.Add((monitor, plan));
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
