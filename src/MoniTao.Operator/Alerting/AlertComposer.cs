using System.Globalization;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Alerting;

/// <summary>
/// Monitor → the alert that should fire now, or none. Pure. The labels are those of the rules, label by label, so that
/// Alertmanager takes what is pushed and what Prometheus sends for one alert.
/// </summary>
internal sealed class AlertComposer(RunbookLinks runbooks, string? generator = null)
{
    private static readonly AlertSpec Defaults = new();

    /// <summary>
    /// An alert fires while an outage is open, outside of maintenance. An outage goes on while the prober itself is in trouble:
    /// that proves no recovery, and nobody is told of one.
    /// </summary>
    public Alert? Compose(MonitorView monitor, DateTimeOffset now)
    {
        if (monitor.Plan is not PlanResult.Planned { Plan: var plan } || monitor.State.Outages.Open is not { } outage || plan.InMaintenance(now))
            return null;
        return Reason(monitor.State.Verdict, outage) is { } reason && AlertNames.Of(reason) is { } name ? Compose(monitor, plan, outage, reason, name) : null;
    }

    private static Reason? Reason(Verdict verdict, Outage outage) => verdict switch
    {
        { State: VerdictState.Down } => verdict.Reason,
        { State: VerdictState.Unknown, Reason.Fault: FaultDomain.Prober } => Reasons.Find(outage.Reason),
        _ => null,
    };

    private Alert Compose(MonitorView monitor, MonitorPlan plan, Outage outage, Reason reason, string name)
    {
        var (space, id) = (monitor.Entity.Metadata.NamespaceProperty, monitor.Entity.Metadata.Name);
        var spec = monitor.Entity.Spec.Alert ?? Defaults;
        var startsAt = outage.Start.ToWholeSecond();
        var since = startsAt.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        var labels = new SortedDictionary<string, string>(spec.Labels.ToDictionary(), StringComparer.Ordinal)
        {
            ["alertname"] = name,
            ["namespace"] = space,
            ["monitor"] = id,
            ["reason"] = reason.Name,
            ["layer"] = reason.Layer.Name(),
            ["fault"] = reason.Fault.Word(),
            ["severity"] = spec.Severity,
        };
        var (conclusion, command) = Diagnosis(monitor, outage, reason);
        var hint = monitor.State.Verdict.State == VerdictState.Down ? monitor.State.Verdict.Hint : "";
        var dashboard = Fill(generator, space, id);
        var look = $"kubectl -n {space} describe connectivitymonitor {id}";
        var annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["summary"] = $"{space}/{id} can't be reached: {reason.Name} since {since} ({plan.Probe.Target.WithoutQuery})",
            ["description"] = Lines(outage.Message, conclusion, hint.Length > 0 ? $"Next: {hint}" : "", look),
            ["conclusion"] = conclusion,
            ["dashboard_url"] = dashboard ?? "",
            ["hint"] = hint,
            ["next_command"] = command,
            ["runbook_url"] = runbooks.For(reason, spec.RunbookUrl)!,
            ["since"] = since,
        };
        return new Alert(WithoutEmpty(labels), WithoutEmpty(annotations), startsAt, dashboard);
    }

    /// <summary>What was found out about this outage and this layer, by this process or, before a restart, by another.</summary>
    private static (string Conclusion, string Command) Diagnosis(MonitorView monitor, Outage outage, Reason reason)
    {
        if (monitor.Diagnosis is { } report)
            return report.Layer == reason.Layer ? (report.Conclusion, report.NextCommand) : ("", "");
        var written = StateRestorer.IsOfThisSpec(monitor.Entity, monitor.Written) ? monitor.Written!.Diagnosis : null;
        return written is { Time: { } time } && time > outage.Start - TimeSpan.FromSeconds(1) && written.Layer == reason.Layer.Name()
            ? (written.Conclusion ?? "", written.NextCommand ?? "")
            : ("", "");
    }

    private static string? Fill(string? template, string space, string monitor) => template?
        .Replace("{namespace}", space, StringComparison.Ordinal)
        .Replace("{monitor}", monitor, StringComparison.Ordinal);

    private static string Lines(params string[] lines) => string.Join('\n', lines.Where(line => line.Length > 0));

    /// <summary>An empty label is no label to Prometheus; Alertmanager would take it for one.</summary>
    private static SortedDictionary<string, string> WithoutEmpty(SortedDictionary<string, string> pairs) =>
        new(pairs.Where(pair => pair.Value.Length > 0).ToDictionary(), StringComparer.Ordinal);
}
