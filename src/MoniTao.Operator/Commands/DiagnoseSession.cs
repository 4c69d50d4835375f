using System.CommandLine;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary>One <c>monitao diagnose</c>: a round of examinations, or rounds until it is stopped, and what is shown of them.</summary>
internal sealed class DiagnoseSession(DiagnoseOptions options, InvocationConfiguration configuration, TimeProvider time) : IDisposable
{
    private readonly Screen _screen = Screen.ForOutput(configuration);
    private readonly Examiner _examiner = new(options, time);

    /// <summary>Examines and shows.</summary>
    /// <returns>The exit code of the first target that fails, in the last round.</returns>
    /// <exception cref="UsageException">A target or an option can't be used.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var specs = await options.ToSpecsAsync(cancellationToken);
        if (options.Interval is { } interval)
            return await new Watch(interval, options.Rounds, time).RunAsync(RoundAsync, View(), cancellationToken);
        var found = new List<Examination>();
        var started = time.GetUtcNow();
        await using var progress = new Progress(Screen.ForError(configuration), "starting", time);
        var tasks = _examiner.Start(specs, null, new ExaminationProgress(specs.Count, progress.Show), cancellationToken);
        foreach (var task in tasks)
        {
            var examined = await task;
            if (options.Format == "table")
                progress.Aside(() => DiagnosisView.Write(_screen, examined, first: found.Count == 0));
            found.Add(examined);
        }

        progress.Aside(() => WriteDocument(found, started));
        return CodeOf(found);

        async Task<IReadOnlyList<Examination>> RoundAsync(IReadOnlyList<Examination>? before)
        {
            // a live display has the terminal for itself
            await using var waiting = _screen.IsTerminal ? null : new Progress(Screen.ForError(configuration), "starting", time);
            return await Task.WhenAll(_examiner.Start(specs, before, new ExaminationProgress(specs.Count, waiting is null ? static _ => { } : waiting.Show), cancellationToken));
        }
    }

    /// <summary>The exit code of the first that fails.</summary>
    public static int CodeOf(IEnumerable<Examination> found) =>
        found.Select(examined => ExitCodes.Of(examined.Probe.Reason)).FirstOrDefault(code => code != ExitCodes.Up);

    public void Dispose() => _examiner.Dispose();

    private IWatchView View() => options.Format == CommonOptions.Json ? new JsonLinesView(configuration.Output)
        : _screen.IsTerminal ? new LiveWatchView(_screen, options.Interval!.Value, options.Targets.Count)
        : new ChangesView(_screen);

    private void WriteDocument(List<Examination> found, DateTimeOffset started)
    {
        if (options.Format == CommonOptions.JUnit)
            JUnitReport.Write(configuration.Output, found, started);
        else if (options.Format == CommonOptions.Json)
            configuration.Output.WriteLine(found is [var only] ? DiagnosisDocument.Write(DiagnosisDocument.Of(only)) : DiagnosisDocument.Write(found.Select(DiagnosisDocument.Of)));
    }
}
