using System.CommandLine;
using System.Net.Sockets;
using k8s.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Scheduling;
using MoniTao.Operator.Exporter;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Hosting;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao operator</c>: what the image runs.</summary>
public static partial class OperatorCommand
{
    private static readonly Option<string?> Kubeconfig = new("--kubeconfig") { Description = "A kubeconfig file; else KUBECONFIG, the pod's service account, or the default file" };
    private static readonly Option<string?> Context = new("--context") { Description = "A context of the kubeconfig; else its current one" };
    private static readonly Option<string?> Namespace = new("--namespace", "-n") { Description = "Watch this namespace only; else all" };
    private static readonly Option<bool> LeaderElect = new("--leader-elect") { Description = "Work only while holding the Lease, so that replicas can stand by", DefaultValueFactory = _ => true };
    private static readonly Option<string?> LeaseNamespace = new("--lease-namespace") { Description = "The namespace of the Lease; else that of the pod or context" };
    private static readonly Option<string> Listen = new("--listen") { Description = "Where /metrics, /healthz, /readyz and /runbooks are served", DefaultValueFactory = _ => "http://*:8080" };
    private static readonly Option<int> Concurrency = new("--max-concurrent-probes") { Description = "How many probes run at once", DefaultValueFactory = _ => 1000 };
    private static readonly MetricsFlags Metrics = new();
    private static readonly ExporterFlags Exporter = new();
    private static readonly Option<int> SuspectHold = new("--suspect-hold") { Description = "When most monitors fail at once: for how many seconds the prober is suspected before their verdicts turn to Down; 0: never suspect it", DefaultValueFactory = _ => 60 };
    private static readonly Option<string> LogFormat = CommonOptions.LogFormat();
    private static readonly Option<string> RunbookUrl = CommonOptions.RunbookUrl();
    private static readonly AlertmanagerFlags Alertmanager = new();

    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var command = new Command(
            "operator",
            """
            Run the operator: watch ConnectivityMonitors, probe their targets, write why they fail.

            Examples:
              monitao operator                                  in a pod, or against the current kubeconfig
              monitao operator --kubeconfig dev.yaml -n web     one namespace of another cluster
              monitao operator --listen http://127.0.0.1:9090   metrics on loopback only
              monitao operator --runbook-url http://monitao-metrics.monitao-system:8080/runbooks
            """)
        {
            Kubeconfig, Context, Namespace, LeaderElect, LeaseNamespace, Listen, Concurrency, SuspectHold, LogFormat, RunbookUrl,
        };
        Alertmanager.AddTo(command);
        Metrics.AddTo(command);
        Exporter.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddMonitaoConsole(result.GetRequiredValue(LogFormat), result.GetValue<bool>(CommonOptions.VerboseName));
        var runbooks = CommonOptions.Runbooks(result.GetRequiredValue(RunbookUrl));
        builder.Services.AddMonitaoOperator(Options(result), new MonitoringOptions
        {
            WatchNamespace = result.GetValue(Namespace),
            Scheduling = new SchedulerOptions { MaximumConcurrency = result.GetRequiredValue(Concurrency) },
            Guard = new GuardOptions { Hold = TimeSpan.FromSeconds(result.GetRequiredValue(SuspectHold)) },
            Runbooks = runbooks,
            Metrics = Metrics.Read(result),
        });
        if (Alertmanager.Read(result, runbooks) is { } alertmanager)
            builder.Services.AddAlertPush(alertmanager);
        if (Exporter.Read(result) is { } exporter)
            builder.Services.AddSingleton(exporter).AddSingleton<ProbeEndpoint>();
        if (OwnPod.FromEnvironment(Environment.GetEnvironmentVariable) is { } pod)
            builder.Services.AddSingleton(pod);
        var host = builder.Build();
        try
        {
            await using var endpoints = await StartEndpointsAsync(host.Services, result.GetRequiredValue(Listen), cancellation);
            var logger = host.Services.GetRequiredService<ILogger<HttpEndpoints>>();
            LogServing(logger, endpoints.Address);
            await host.RunAsync(cancellation);
            return 0;
        }
        catch (StartException error)
        {
            await Console.Error.WriteLineAsync($"monitao operator: {error.Message}");
            return 1;
        }
        finally
        {
            // not `using`: some services can only be disposed asynchronously, and the host would throw
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }

    /// <summary>Everything that a wrong flag or file can break: the user gets a sentence, not a stack trace.</summary>
    private static async Task<HttpEndpoints> StartEndpointsAsync(IServiceProvider services, string listen, CancellationToken cancellation)
    {
        try
        {
            var health = services.GetRequiredService<OperatorHealth>();
            var options = services.GetRequiredService<OperatorOptions>();
            return await HttpEndpoints.StartAsync(
                listen, services.GetRequiredService<MetricsPage>(), () => Readiness.Of(health, options), services.GetService<ProbeEndpoint>(), cancellation);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or KubeConfigException or FormatException or SocketException)
        {
            throw new StartException(error.Message, error);
        }
    }

    private static OperatorOptions Options(ParseResult result)
    {
        var pod = Environment.GetEnvironmentVariable("POD_NAME");
        var options = new OperatorOptions
        {
            Name = "monitao-operator",
            LeaderElection = result.GetValue(LeaderElect),
            LeaseNamespace = result.GetValue(LeaseNamespace) ?? Environment.GetEnvironmentVariable("POD_NAMESPACE"),
            Connection = new KubernetesConnectionOptions { KubeconfigPath = result.GetValue(Kubeconfig), Context = result.GetValue(Context) },
        };
        if (pod is { Length: > 0 })
            options.Identity = $"{pod}_{Guid.NewGuid():N}";
        return options;
    }

    private sealed class StartException(string message, Exception inner) : Exception(message, inner);
}
