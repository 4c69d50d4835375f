using System.CommandLine;
using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Exporter;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Sources;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary>One <c>monitao run</c>: the manifests, the supervisor they feed, and what is shown of it.</summary>
internal sealed class RunSession : IAsyncDisposable
{
    private const int NotesShown = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(15);

    private readonly RunOptions _options;
    private readonly InvocationConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly Screen _screen;
    private readonly ILoggerFactory _logging;
    private readonly Prober _prober;
    private readonly ProbeEndpoint? _probeEndpoint;
    private readonly Supervisor _supervisor;
    private readonly TransitionLog _transitions;
    private readonly DefectLog _defects;
    private readonly FolderStatusStore? _store;
    private readonly FolderSupervision _manifests;

    public RunSession(RunOptions options, InvocationConfiguration configuration, TimeProvider time)
    {
        (_options, _configuration, _time) = (options, configuration, time);
        _screen = Screen.ForOutput(configuration);
        _logging = LoggerFactory.Create(logging =>
        {
            // a log on the same terminal would tear the table apart
            if (!options.Once && (!_screen.IsTerminal || Console.IsErrorRedirected))
                logging.AddMonitaoConsole(options.LogFormat, options.Verbose);
        });
        _prober = new Prober(time);
        _probeEndpoint = options.Exporter is { } exporter ? new ProbeEndpoint(_prober, exporter) : null;
        _supervisor = new Supervisor(time, _prober.ProbeAsync, diagnose: new OutageDiagnosis(new Diagnostician(time)).RunAsync);
        _transitions = new TransitionLog(_supervisor, _logging.CreateLogger<TransitionLog>());
        _defects = new DefectLog(_supervisor, _logging.CreateLogger<DefectLog>());
        if (!options.NoStatus && !options.Once)
            _store = new FolderStatusStore(_supervisor, time, _logging.CreateLogger<FolderStatusStore>(), options.Runbooks);
        var reader = new FolderReader(options.Files, Console.In);
        _manifests = new FolderSupervision(_supervisor, reader, _store, time, _logging.CreateLogger<FolderSupervision>());
    }

    /// <summary>Monitors until cancelled, which is its orderly end.</summary>
    /// <exception cref="UsageException">There is nothing to monitor, or nowhere to listen.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        await using var endpoints = await ListenAsync(cancellationToken);
        if (endpoints is not null)
            _transitions.Listening(endpoints.Address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = _manifests.RunAsync(stop.Token);
        if (_screen.IsTerminal)
        {
            var showing = LiveTable.ShowAsync(_screen, Rows, Notes, _time, stop.Token);
            await Task.WhenAny(watching, showing);
            await stop.CancelAsync();
            await showing;
        }
        else
        {
            _manifests.Faulted += WriteErrors;
        }

        await watching;
        return ExitCodes.Up;
    }

    /// <summary>Probes until every verdict is confirmed, and shows them.</summary>
    /// <returns>The exit code of the first monitor that fails; that of usage when only manifests do.</returns>
    /// <exception cref="UsageException">There is nothing to monitor.</exception>
    public async Task<int> OnceAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        var title = $"Probing {_supervisor.All.Count()} targets until every verdict is confirmed …";
        await Progress.RunAsync(Screen.ForError(_configuration), title, announce: false, show => Settling.WaitAsync(
            _supervisor, unknownIsAnswer: _ => true, SettlingTime(), _time, Settling.Report(show), cancellationToken));
        var monitors = Sorted();
        if (_options.Json)
        {
            await _configuration.Output.WriteLineAsync(DiagnosisDocument.Write(monitors.Select(monitor => MonitorDocument.Of(monitor, _options.Runbooks))));
        }
        else
        {
            var rows = Rows();
            foreach (var line in MonitorTable.Lines(rows, _screen.Width))
                _screen.Markup(line);
            _screen.Text("");
            _screen.Text(MonitorTable.Summary(rows));
        }

        var failed = monitors.Select(CodeOf).FirstOrDefault(code => code != ExitCodes.Up);
        return failed != ExitCodes.Up ? failed : _manifests.Errors.Count > 0 ? ExitCodes.Usage : ExitCodes.Up;
    }

    public async ValueTask DisposeAsync()
    {
        await _supervisor.DisposeAsync();
        _store?.Dispose();
        _transitions.Dispose();
        _defects.Dispose();
        _probeEndpoint?.Dispose();
        _prober.Dispose();
        _logging.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        await _manifests.TickAsync(cancellationToken);
        WriteErrors(_manifests.Errors);
        if (!_supervisor.All.Any())
        {
            var where = string.Join(", ", _options.Files);
            throw new UsageException($"there is no usable ConnectivityMonitor in {where}", "Examples of manifests are in config/samples");
        }

    }

    private async Task<HttpEndpoints?> ListenAsync(CancellationToken cancellationToken)
    {
        if (_options.Listen == "none")
            return null;
        try
        {
            return await HttpEndpoints.StartAsync(_options.Listen, new MetricsPage(_supervisor, _time, options: _options.Metrics), null, _probeEndpoint, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new UsageException(
                $"--listen {_options.Listen}: {exception.Message.TrimEnd('.')}",
                "Choose another address, such as --listen http://127.0.0.1:9090, or --listen none");
        }
    }

    private void WriteErrors(IReadOnlyList<ManifestError> errors)
    {
        foreach (var error in errors)
            _configuration.Error.WriteLine(error);
    }

    private TimeSpan SettlingTime()
    {
        var longest = _supervisor.All.Select(monitor => monitor.Plan is PlanResult.Planned { Plan: var plan }
            ? plan.Cadence.FailureThreshold * (plan.Probe.Timeout + plan.Cadence.Retry) : TimeSpan.Zero).Max() + Slack;
        return longest < LongestWait ? longest : LongestWait;
    }

    /// <summary>What needs a look comes first: a small screen shows the top.</summary>
    private List<MonitorView> Sorted() =>
        [.. _supervisor.All.OrderBy(m => Rank(m.State.Verdict.State)).ThenBy(m => m.Id, StringComparer.Ordinal)];

    private static int Rank(VerdictState state) => state switch { VerdictState.Down => 0, VerdictState.Unknown => 1, _ => 2 };

    private IReadOnlyList<MonitorRow> Rows()
    {
        var now = _time.GetUtcNow();
        return [.. Sorted().Select(monitor => MonitorRow.Of(monitor, now))];
    }

    private IReadOnlyList<string> Notes() => [.. _manifests.Errors.Take(NotesShown).Select(error => error.ToString())];

    private static int CodeOf(MonitorView monitor) => monitor.Plan switch
    {
        PlanResult.Stalled => ExitCodes.Usage,
        PlanResult.Suspended => ExitCodes.Up,
        _ when monitor.State.Verdict is { State: VerdictState.Unknown, Reason: null } => ExitCodes.Prober,
        _ => ExitCodes.Of(monitor.State.Verdict.Reason),
    };
}
