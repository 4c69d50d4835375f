using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary>Probes targets, some at a time, and takes evidence where one fails.</summary>
internal sealed class Examiner(DiagnoseOptions options, TimeProvider time) : IDisposable
{
    /// <summary>How many targets are looked at at once: enough to hide their waiting, too few to be taken for a scan.</summary>
    public const int Parallelism = 50;

    /// <summary>A probe that this machine was too busy for proves nothing, so it is made once more.</summary>
    private const int Attempts = 2;

    private readonly Prober _prober = new(time);
    private readonly Diagnostician _diagnostician = new(time);
    private readonly SemaphoreSlim _seats = new(Parallelism);

    /// <summary>Starts on every target; the tasks are in their order and never fail but by cancellation.</summary>
    /// <param name="specs">What to probe.</param>
    /// <param name="before">What was found the last time; while the reason is the same its evidence stands.</param>
    /// <param name="progress">Told what goes on.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    public IReadOnlyList<Task<Examination>> Start(
        IReadOnlyList<ProbeSpec> specs, IReadOnlyList<Examination>? before, ExaminationProgress progress, CancellationToken cancellationToken) =>
        [.. specs.Select((spec, i) => SeatAsync(spec, i, before?[i], progress, cancellationToken))];

    public void Dispose()
    {
        _seats.Dispose();
        _prober.Dispose();
    }

    private async Task<Examination> SeatAsync(ProbeSpec spec, int index, Examination? before, ExaminationProgress progress, CancellationToken cancellationToken)
    {
        await _seats.WaitAsync(cancellationToken);
        try
        {
            progress.Report(index, $"probing {spec.Target}, at most {Phrases.Limit(spec.Timeout)}");
            var probe = await ProbeAsync(spec, cancellationToken);
            var report = before?.Diagnosis;
            if (probe.Result != ProbeResult.Failure || options.Quick)
                report = null;
            else if (report is null || before?.Probe.Reason != probe.Reason)
            {
                progress.Report(index, $"{probe.Reason}: taking evidence about {spec.Target}, at most {Phrases.Limit(Diagnostician.Limit)}");
                report = await _diagnostician.DiagnoseAsync(spec, probe, [], options.Trace, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested(); // what was called off proves nothing
            var commands = LayerCommands.Of(spec, probe, options.CaFile);
            if (report is not null && options.CaFile is not null)
                report = WithFile(report, LayerCommands.Of(spec, probe), commands);
            return new Examination(options.Targets[index].Text, probe, report) { Commands = commands };
        }
        finally
        {
            progress.Done(index);
            _seats.Release();
        }
    }

    /// <summary>Only here it is known in which file the authorities are, so the usual command of the layer is told again.</summary>
    private static DiagnosisReport WithFile(DiagnosisReport report, IReadOnlyList<LayerCommand> unaware, IReadOnlyList<LayerCommand> commands)
    {
        var usual = unaware.ToList().FindIndex(command => command.ToString() == report.NextCommand);
        return usual < 0 ? report : report with { NextCommand = commands[usual].ToString() };
    }

    private async Task<Assessment> ProbeAsync(ProbeSpec spec, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var probe = Classifier.Classify(await _prober.ProbeAsync(spec, cancellationToken));
            if (probe.Reason != Reasons.ProberOverloaded || attempt == Attempts)
                return probe;
        }
    }
}
