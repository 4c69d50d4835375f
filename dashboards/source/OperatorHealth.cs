using MoniTao.Dashboards.Model;
using static MoniTao.Dashboards.Promql;

namespace MoniTao.Dashboards;

/// <summary>Whether what the other dashboards say can be believed.</summary>
internal static class OperatorHealth
{
    private const string Here = "instance=~\"$instance\"";

    private const string Rate = "[$__rate_interval]";

    public static readonly Dashboard Dashboard = new("monitao-operator", "MoniTao / Operator", "Whether the operator is punctual, heard, and to be believed", "now-6h")
    {
        Variables = [Variable.Source, Variable.Labels("instance", "Instance", "label_values(monitao_build_info, instance)", all: null), Choices.Runbooks],
        Sections =
        [
            ("", [Replicas, Leader, Monitors, LateMonitors, Suspect, Faults, WriteFailures]),
            ("Probes", [Lag, Probes, InFlight, ProberFaults, Withheld, PhaseTimes]),
            ("The API server", [WatchAge, WatchTrouble, Queues, Reconciles, StatusWrites, Events, Lease]),
            ("Alerts that the operator pushes", [Pushed, LastPush]),
            ("The process", [Cpu, Memory, Collections, Threads]),
        ],
    };

    private static Panel Replicas =>
        Panels.Stat("Replicas", "Processes that answer a scrape.", 2, "none")
            .AskNow(OrZero($"count(monitao_build_info{{{Here}}})"))
            .Set(new { thresholds = Colors.Steps(Colors.Bad, (1, Colors.Good)) });

    private static Panel Leader =>
        Panels.Stat("Leader", "The replica that writes status and Events. Nobody for more than a minute: look at the Lease.", 5, "none", text: "name")
            .AskNow($"max by (instance) (monitao_leader{{{Here}}}) == 1", "{{instance}}")
            .Set(new { thresholds = Colors.Steps(Colors.Good) })
            .WhenEmpty("nobody leads");

    private static Panel Monitors =>
        Panels.Stat("Monitors", "Monitors that are probed.", 3, "none")
            .AskNow(OrZero($"max(monitao_scheduler_monitors{{{Here}}})"));

    private static Panel LateMonitors =>
        Panels.Stat("Not probed in time", "Monitors whose last probe is older than three periods: the operator lacks CPU, or has more to probe at once than it may.", 3, "none")
            .AskNow(OrZero("count(time() - max by (namespace, monitor) (monitao_last_probe_timestamp_seconds) > 3 * max by (namespace, monitor) (monitao_probe_interval_seconds) + 30)"))
            .Set(new { thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)) });

    private static Panel Suspect =>
        Panels.Stat("Prober suspect", "The layer in which most monitors fail at once, so that the operator suspects its own side: its node and network come before the targets.", 4, "none", text: "name")
            .AskNow($"max by (layer) (monitao_prober_suspect{{{Here}}}) == 1 or on () label_replace(0 * max(monitao_prober_suspect{{{Here}}}), \"layer\", \"no\", \"\", \"\")", "{{layer}}")
            .Set(new { thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)) })
            .WhenEmpty("no operator");

    private static Panel Faults =>
        Panels.Stat("Prober faults", "Probes in the time range that proved nothing because of the prober's own trouble.", 3, "none")
            .AskNow($"sum(increase(monitao_prober_faults_total{{{Here}}}[$__range]))")
            .Set(new { decimals = 0, thresholds = Colors.Steps(Colors.Good, (1, Colors.Warning)) })
            .WhenEmpty("no operator");

    private static Panel WriteFailures =>
        Panels.Stat("Status not written", "Status writes in the time range that the API server did not store: kubectl shows old verdicts, metrics are right.", 4, "none")
            .AskNow($"sum(increase(monitao_status_write_failures_total{{{Here}}}[$__range]))")
            .Set(new { decimals = 0, thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)) })
            .WhenEmpty("no operator");

    private static Panel Lag =>
        Panels.Lines("How late probes start", "From the moment a probe was due. A second of lag is a second of doubt: more than that, and the operator lacks CPU. The largest is known to the bound of its bucket.", 8, 8, "s")
            .Ask(Quantile(0.5), "half are earlier than")
            .Ask(Quantile(0.99), "99 % are earlier than")
            .Ask(Quantile(1), "the largest");

    private static Panel Probes =>
        Panels.Stack("Probes by result", "Probes that ended, each second.", 8, 8, "suffix:/s")
            .Ask($"sum by (result) (rate(monitao_probes_total{{{Here}}}{Rate}))", "{{result}}")
            .Column("success", ("color", Colors.Fixed(Colors.Good)))
            .Column("failure", ("color", Colors.Fixed(Colors.Bad)))
            .Column("inconclusive", ("color", Colors.Fixed(Colors.Unknown)));

    private static Panel InFlight =>
        Panels.Lines("Probes that are running", "How many at once. At --max-concurrent-probes the others wait, which is lag.", 8, 8, "none")
            .Ask($"monitao_scheduler_in_flight{{{Here}}}", "{{instance}}");

    private static Panel ProberFaults =>
        Panels.Stack("Prober faults by reason", "The prober's own trouble: file descriptors, ports, memory, CPU, the right to ping. It is never held against a target. A click leads to the page of the reason.", 8, 8, "none")
            .Ask(OrNone($"sum by (reason) (increase(monitao_prober_faults_total{{{Here}}}{Rate})) > 0", "reason"), "{{reason}}")
            .Set(new { links = Links.OfReasonSeries });

    private static Panel Withheld =>
        Panels.Stack("Verdicts withheld", "Monitors of which nothing is known because the prober is in trouble or suspects itself, by reason. Many at once: look at the operator's node and network before the targets.", 8, 8, "none")
            .Ask(OrNone("""count by (reason) (max by (namespace, monitor, reason) (monitao_failure_info{fault="prober"}))""", "reason"), "{{reason}}")
            .Set(new { decimals = 0, links = Links.OfReasonSeries });

    private static Panel PhaseTimes =>
        Panels.Lines("Duration of each layer, median", "Over all monitors. All layers slower at once is the operator's node, one layer is what the targets share.", 8, 8, "s")
            .Ask($"histogram_quantile(0.5, sum by (le, phase) (rate(monitao_probe_phase_duration_seconds_bucket{{{Here}}}{Rate})))", "{{phase}}")
            .PaintLayers();

    private static Panel WatchAge =>
        Panels.Lines("Time since the API server was heard", "On the watch of each kind. Above ten minutes changes of monitors are not seen; those known are probed on.", 6, 8, "s")
            .Ask($"max by (instance, resource) (monitao_watch_last_contact_age_seconds{{{Here}}})", "{{resource}} {{instance}}");

    private static Panel WatchTrouble =>
        Panels.Stack("Trouble of the watch", "Lists and watches that began again after an error, and objects that could not be understood.", 6, 8, "none")
            .Ask($"sum(increase(monitao_watch_restarts_total{{{Here}}}{Rate}))", "begun again")
            .Ask($"sum(increase(monitao_watch_decode_failures_total{{{Here}}}{Rate}))", "not understood")
            .Ask($"count(monitao_watch_synced{{{Here}}} == 0) or vector(0)", "without a complete list");

    private static Panel Queues =>
        Panels.Lines("Queues", "Objects that wait to be reconciled, and Events that wait to be delivered. A line that only rises is an API server that does not keep up.", 6, 8, "none")
            .Ask($"sum by (resource) (monitao_reconcile_queue_depth{{{Here}}})", "{{resource}}")
            .Ask($"sum(monitao_events_queue_depth{{{Here}}})", "events");

    private static Panel Reconciles =>
        Panels.Lines("Reconciles", "Objects taken over from the API server each second, and how many of them failed.", 6, 8, "suffix:/s")
            .Ask($"sum(rate(monitao_reconciles_total{{{Here}}}{Rate}))", "ended")
            .Ask($"sum(rate(monitao_reconcile_failures_total{{{Here}}}{Rate}))", "failed");

    private static Panel StatusWrites =>
        Panels.Lines("Status writes", "They grow with incidents, not with probes: a fleet at rest writes next to nothing.", 8, 8, "suffix:/s")
            .Ask($"sum(rate(monitao_status_writes_total{{{Here}}}{Rate}))", "stored")
            .Ask($"sum(rate(monitao_status_write_failures_total{{{Here}}}{Rate}))", "not stored");

    private static Panel Events =>
        Panels.Lines("Kubernetes Events", "Delivered, and given up because of bounds or a refusal of the API server.", 8, 8, "suffix:/s")
            .Ask($"sum(rate(monitao_events_delivered_total{{{Here}}}{Rate}))", "delivered")
            .Ask($"sum(rate(monitao_events_dropped_total{{{Here}}}{Rate}))", "dropped");

    private static Panel Lease =>
        Panels.Timeline("Who leads", "A band per replica. Bands that change often are a slow API server or a process without CPU.", 8, 8)
            .Ask($"max by (instance) (monitao_leader{{{Here}}})", "{{instance}}")
            .Ask($"sum(increase(monitao_lease_failures_total{{{Here}}}{Rate})) > bool 0", "requests that failed")
            .Set(new { mappings = Colors.Mapping(("1", "yes", Colors.Tcp), ("0", "no", "#4D4D4D")) })
            .WhenEmpty("No replica was seen in this time range");

    private static Panel Pushed =>
        Panels.Lines("Pushed to Alertmanager", "Alerts each second, once per replica of Alertmanager. What is not taken is sent again until it is; what is refused as invalid is not, and the operator's log says why.", 16, 8, "suffix:/s")
            .Ask($"sum(rate(monitao_alertmanager_notifications_total{{{Here}, result=\"success\"}}{Rate}))", "taken")
            .Ask($"sum(rate(monitao_alertmanager_notifications_total{{{Here}, result=\"failure\"}}{Rate}))", "not taken")
            .Ask($"sum(rate(monitao_alertmanager_notifications_dropped_total{{{Here}}}{Rate}))", "refused")
            .Column("taken", ("color", Colors.Fixed(Colors.Good)))
            .Column("not taken", ("color", Colors.Fixed(Colors.Warning)))
            .Column("refused", ("color", Colors.Fixed(Colors.Bad)))
            .WhenEmpty("Nothing is pushed: no --alertmanager-url");

    private static Panel LastPush =>
        Panels.Lines("Time since an alert was taken", "What fires is sent again each minute. Longer than that is no trouble while nothing fires.", 8, 8, "s")
            .Ask($"time() - (monitao_alertmanager_last_success_timestamp_seconds{{{Here}}} > 0)", "{{instance}}")
            .WhenEmpty("No alert was taken in this time range");

    private static Panel Cpu =>
        Panels.Lines("CPU", "Cores in use.", 6, 8, "none")
            .Ask($"rate(process_cpu_seconds_total{{{Here}}}{Rate})", "{{instance}}")
            .Set(new { decimals = 2 });

    private static Panel Memory =>
        Panels.Lines("Memory", "What the process holds, and what of it is the managed heap.", 6, 8, "bytes")
            .Ask($"process_working_set_bytes{{{Here}}}", "held {{instance}}")
            .Ask($"dotnet_total_memory_bytes{{{Here}}}", "managed {{instance}}");

    private static Panel Collections =>
        Panels.Lines("Garbage collections", "Each second, by generation. Generation 2 should be rare.", 6, 8, "suffix:/s")
            .Ask($"sum by (generation) (rate(dotnet_collection_count_total{{{Here}}}{Rate}))", "generation {{generation}}");

    private static Panel Threads =>
        Panels.Lines("Threads and handles", "Both are steady in a healthy operator; handles are mostly sockets.", 6, 8, "none")
            .Ask($"process_num_threads{{{Here}}}", "threads {{instance}}")
            .Ask($"process_open_handles{{{Here}}}", "handles {{instance}}");

    private static string Quantile(double quantile) =>
        FormattableString.Invariant($"histogram_quantile({quantile}, sum by (le) (rate(monitao_scheduler_lag_seconds_bucket{{{Here}}}{Rate})))");
}
