using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Reporting;

/// <summary>Monitor → status. Pure. Moments are whole seconds, as everywhere in the Kubernetes API.</summary>
internal static class StatusBuilder
{
    public static ConnectivityMonitorStatus Build(MonitorView monitor, DateTimeOffset moment, RunbookLinks runbooks)
    {
        var now = moment.ToWholeSecond();
        var (state, written) = (monitor.State, monitor.Written);
        var last = monitor.IsProbed ? state.Last : null;

        // before the first probe of this process, what an earlier one saw of this spec is shown on
        var kept = new Lazy<ConnectivityMonitorStatus?>(() => monitor.IsProbed ? StateRestorer.Kept(monitor.Entity, written) : null, isThreadSafe: false);
        return new ConnectivityMonitorStatus
        {
            ObservedGeneration = monitor.Entity.Metadata.Generation,
            Conditions = ConditionBuilder.Build(monitor, now),
            Verdict = OfVerdict(monitor, runbooks),
            Layers = last is null ? kept.Value?.Layers ?? [] : [.. last.Layers.Select(OfLayer)],
            Certificate = OfCertificate(last?.Certificate) ?? kept.Value?.Certificate,
            Diagnosis = state.Verdict.State == VerdictState.Down ? OfDiagnosis(monitor.Diagnosis) ?? kept.Value?.Diagnosis : null,
            Outages = [.. state.Outages.Entries.Select(OfOutage)],
            Availability = OfAvailability(state.AvailabilityAt(moment)),
            LastProbeTime = last is null ? written?.LastProbeTime : (last.StartedAt + last.Elapsed).ToWholeSecond(),
        };
    }

    private static VerdictStatus OfVerdict(MonitorView monitor, RunbookLinks runbooks)
    {
        var verdict = monitor.State.Verdict;
        var (reason, message) = monitor.Plan switch
        {
            PlanResult.Suspended => ("Suspended", "spec.suspend keeps it from being probed"),
            PlanResult.Stalled stalled => (stalled.Reason, stalled.Message),
            _ => (verdict.ReasonName, verdict.Message),
        };
        return new VerdictStatus
        {
            State = verdict.State.ToString(),
            Reason = reason,
            Layer = verdict.Reason?.Layer.Name(),
            Since = verdict.Since.ToWholeSecond(),
            Message = Text(message, StatusLimits.Message),
            Hint = Text(verdict.Hint, StatusLimits.Message),
            RunbookUrl = monitor.RunbookUrl(runbooks),
        };
    }

    private static LayerStatus OfLayer(LayerResult layer) => new()
    {
        Name = layer.Layer.Name(),
        Result = layer.Outcome.ToString(),
        DurationMilliseconds = layer.Duration is { } d ? Math.Round(d.TotalMilliseconds, 2) : null,
        Detail = Text(layer.Detail, StatusLimits.Message),
    };

    private static CertificateStatus? OfCertificate(CertificateFacts? certificate) => certificate is null
        ? null
        : new CertificateStatus
        {
            Subject = Text(certificate.Subject, StatusLimits.Name),
            Issuer = Text(certificate.Issuer, StatusLimits.Name),
            NotAfter = certificate.NotAfter.ToWholeSecond(),
        };

    private static DiagnosisStatus? OfDiagnosis(DiagnosisReport? report) => report is null ? null : new DiagnosisStatus
    {
        Time = report.StartedAt.ToWholeSecond(),
        Layer = report.Layer.Name(),
        Fault = report.Fault.ToString(),
        Conclusion = Text(report.Conclusion, StatusLimits.Message),
        NextCommand = Text(report.NextCommand, StatusLimits.Message),
        Evidence = [.. report.Evidence.Take(StatusLimits.Evidence).Select(OfEvidence)],
    };

    private static EvidenceStatus OfEvidence(Evidence evidence) => new()
    {
        Check = evidence.Check,
        Subject = Text(evidence.Subject, StatusLimits.Name),
        Result = evidence.Result.ToString(),
        DurationMilliseconds = evidence.Duration is { } d ? Math.Round(d.TotalMilliseconds, 2) : null,
        Detail = Text(evidence.Detail, StatusLimits.Message),
    };

    private static OutageStatus OfOutage(Outage outage) => new()
    {
        Start = outage.Start.ToWholeSecond(),
        End = outage.End is { } end ? end.ToWholeSecond() : null,
        Reason = Text(outage.Reason, StatusLimits.Word),
        Layer = Text(outage.Layer, StatusLimits.Word),
        Message = Text(outage.Message, StatusLimits.Message),
    };

    private static AvailabilityStatus? OfAvailability(Availability availability) => availability is { Hour: null, Day: null, Week: null }
        ? null
        : new AvailabilityStatus { Hour = Share(availability.Hour), Day = Share(availability.Day), Week = Share(availability.Week) };

    private static double? Share(double? share) => share is { } s ? Math.Round(s, 4) : null;

    /// <summary>Absent in place of empty: servers of 1.20 turn an empty string of an apply into null and refuse the whole status.</summary>
    private static string? Text(string text, int maximum) => text.Length == 0 ? null : StatusLimits.Cut(text, maximum);
}
