using System.CommandLine;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao run -f …</c>: the engine of the operator on manifest files, without a cluster.</summary>
public static class RunCommand
{
    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var files = new Option<string[]>("--filename", "-f")
        {
            Description = "Manifests: a file, a folder, or - for standard input; may be repeated",
            Required = true,
            HelpName = "FILE",
        };
        var once = new Option<bool>("--once") { Description = "Print the table when every verdict is confirmed; the exit code tells the layer" };
        var noStatus = new Option<bool>("--no-status") { Description = "Write no status beside the manifests" };
        var listen = new Option<string>("--listen")
        {
            Description = "Where /metrics, /healthz, /readyz and /runbooks are served, or none",
            DefaultValueFactory = static _ => "http://127.0.0.1:8080",
        };
        var output = CommonOptions.Output();
        var logFormat = CommonOptions.LogFormat();
        var runbookUrl = CommonOptions.RunbookUrl();
        var command = new Command(
            "run",
            """
            Monitor what manifest files ask for, without a cluster.

            The manifests are those of Kubernetes: ConnectivityMonitor, and the Secrets and ConfigMaps that they refer to. They are read
            again when they change. A terminal shows a live table, elsewhere each change of a verdict is a line of the log. The status of
            shop.yaml is kept in shop.status.yaml: an outage goes on after a restart.

            Exit codes of --once: 0 all reachable; else that of the first one that is not: 10 DNS, 20 TCP or network, 30 TLS, 40 HTTP,
            50 the prober itself; 2 when a manifest can't be used.

            Examples:
              monitao run -f monitors/
              monitao run -f shop.yaml -f secrets.yaml --listen none
              cat shop.yaml | monitao run -f - --once
              monitao run -f monitors/ --once --output json
              monitao run -f monitors/ --runbook-url http://127.0.0.1:8080/runbooks
            """)
        { files, once, output, noStatus, listen, runbookUrl, logFormat };
        var metrics = new MetricsFlags();
        metrics.AddTo(command);
        var exporter = new ExporterFlags();
        exporter.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = new RunOptions
            {
                Files = result.GetRequiredValue(files),
                Once = result.GetValue(once),
                Json = result.GetRequiredValue(output) == CommonOptions.Json,
                NoStatus = result.GetValue(noStatus),
                Listen = result.GetRequiredValue(listen),
                Metrics = metrics.Read(result),
                Exporter = exporter.Read(result),
                Runbooks = CommonOptions.Runbooks(result.GetRequiredValue(runbookUrl)),
                LogFormat = result.GetRequiredValue(logFormat),
                Verbose = result.GetValue<bool>(CommonOptions.VerboseName),
            };
            if (options.Json && !options.Once)
                throw new UsageException("--output json needs --once", "For a stream of changes as JSON use --log-format json");
            if (options.Exporter is not null && (options.Once || options.Listen == "none"))
                throw new UsageException("--probe-endpoint needs a page to be served: it goes with neither --once nor --listen none");
            await using var session = new RunSession(options, result.InvocationConfiguration, TimeProvider.System);
            return options.Once ? await session.OnceAsync(cancellationToken) : await session.RunAsync(cancellationToken);
        });
        return command;
    }
}
