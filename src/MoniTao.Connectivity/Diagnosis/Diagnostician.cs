using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>Investigates one failure and concludes. Bounded in time; never throws for what the network does.</summary>
public sealed class Diagnostician(TimeProvider time, SystemResolution? system = null)
{
    /// <summary>The longest that an investigation takes.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private readonly Investigation _investigation = new(time, system ?? new SystemResolution(time));

    /// <summary>Diagnoses a failure of a probe.</summary>
    /// <param name="spec">What was probed.</param>
    /// <param name="failure">How it failed.</param>
    /// <param name="connectTimesBefore">How long connecting took in the last successes, oldest first.</param>
    /// <param name="trace">Whether the path is traced too.</param>
    /// <param name="cancellation">Calls it off; the report then rests on what was found so far.</param>
    public async Task<DiagnosisReport> DiagnoseAsync(
        ProbeSpec spec, Assessment failure, IReadOnlyList<TimeSpan> connectTimesBefore, bool trace, CancellationToken cancellation)
    {
        var (startedAt, start) = (time.GetUtcNow(), time.GetTimestamp());
        var reason = failure.Reason ?? throw new ArgumentException("Only a failure can be diagnosed.", nameof(failure));
        using var deadline = new Deadline(time, Limit, cancellation);
        var known = new DiagnosisFacts
        {
            // a redirect may have led elsewhere: what fails is the last target
            Spec = spec with { Target = failure.Target },
            Reason = reason,
            Certificate = failure.Certificate,
            ConnectTimesBefore = connectTimesBefore,
        };
        var facts = reason.Fault == FaultDomain.Prober ? known : await _investigation.RunAsync(known, trace, deadline).ConfigureAwait(false);
        var conclusion = Conclusions.Of(facts);
        return new DiagnosisReport(
            startedAt, time.GetElapsedTime(start), EvidenceLines.Of(facts), reason.Layer, conclusion.Fault, conclusion.Text, conclusion.Command)
        {
            Summary = conclusion.Summary,
        };
    }
}
