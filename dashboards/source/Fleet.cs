using MoniTao.Dashboards.Model;
using static MoniTao.Dashboards.Promql;

namespace MoniTao.Dashboards;

/// <summary>What is down, why, and since when.</summary>
internal static class Fleet
{
    public static readonly Dashboard Dashboard = new("monitao-fleet", "MoniTao / Fleet", "What is down, why, and since when", "now-6h")
    {
        Variables = [Variable.Source, Choices.Namespaces, Choices.Monitors, Choices.Runbooks],
        Sections =
        [
            ("", [Down, NotKnown, Up, Warnings, Maintenance, Availability, WhatIsDown, WhoWasDown]),
            ("How it fails", [ByLayer, ByReason]),
            ("What may fail next", [Certificates, WarningList, Changes]),
            ("What is slow", [Slowest, PhaseTimes]),
        ],
    };

    private static Panel Down =>
        Panels.Stat("Down", "Monitors whose target is confirmed to be unreachable.", 4, "none")
            .AskNow(OrZero($"count({Reachable} == 0)"))
            .Set(new { thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)) });

    private static Panel NotKnown =>
        Panels.Stat("Not known", "Monitors without a verdict: not probed yet, suspended, with a spec that can't be probed, or the prober itself is in trouble.", 4, "none")
            .AskNow(OrZero($"count(max by (namespace, monitor) (monitao_monitor_info{{{Chosen}}}) unless {Reachable})"))
            .Set(new { thresholds = Colors.Steps("text", (1, Colors.Unknown)) });

    private static Panel Up =>
        Panels.Stat("Reachable", "Monitors whose target can be reached.", 4, "none")
            .AskNow(OrZero($"sum({Reachable})"))
            .Set(new { thresholds = Colors.Steps(Colors.Unknown, (1, Colors.Good)) });

    private static Panel Warnings =>
        Panels.Stat("Warnings", "Monitors with a certificate that ends soon, with resolvers that disagree, or that come and go.", 4, "none")
            .AskNow(OrZero($"count(max by (namespace, monitor) (monitao_condition{{{Chosen}, {WarningTypes}}}))"))
            .Set(new { thresholds = Colors.Steps("text", (1, Colors.Warning)) });

    private static Panel Maintenance =>
        Panels.Stat("In maintenance", "Monitors in a maintenance window: they are probed, and nobody is called.", 4, "none")
            .AskNow(OrZero($"count(max by (namespace, monitor) (monitao_maintenance_active{{{Chosen}}}))"))
            .Set(new { thresholds = Colors.Steps("text", (1, Colors.Dns)) });

    private static Panel Availability =>
        Panels.Stat("Availability, one day", "The mean over all monitors of the share of the last 24 hours in which the target was reachable.", 4, "percentunit")
            .AskNow($$"""avg(max by (namespace, monitor) (monitao_availability_ratio{{{Chosen}}, window="1d"}))""")
            .Set(new { decimals = 2, thresholds = Colors.Steps(Colors.Bad, (0.99, Colors.Warning), (0.999, Colors.Good)) })
            .WhenEmpty("nothing observed yet");

    private static Panel WhatIsDown =>
        Panels.Table("What is down, and why", "One row per monitor that fails, the newest first: which layer, who has to act (target, path, resolver; prober: nothing is known), and what the diagnosis concludes. The monitor leads to its dashboard, the reason to its page.", 24, 9, "none")
            .AskRows($$"""
                1000 * max by (namespace, monitor) (monitao_verdict_since_timestamp_seconds{{{Chosen}}})
                * on (namespace, monitor) group_right () {{Failures}}
                * on (namespace, monitor) group_left (severity, target) max by (namespace, monitor, severity, target) (monitao_monitor_info{{{Chosen}}})
                """)
            .AskRows($$"""
                time() - max by (namespace, monitor) (monitao_verdict_since_timestamp_seconds{{{Chosen}}})
                and on (namespace, monitor) monitao_failure_info{{{Chosen}}}
                """)
            .AskRows($"max by (namespace, monitor, conclusion) (monitao_diagnosis_info{{{Chosen}}})")
            .Transform("merge", new { })
            .Order("namespace", "monitor", "severity", "reason", "layer", "fault", "Value #B", "Value #A", "conclusion", "target", "Value #C", "Time")
            .Option(new { sortBy = new[] { new { displayName = "since", desc = true } } })
            .Column("namespace", ("custom.width", 130))
            .Column("monitor", ("links", Links.OfRow), ("custom.width", 210))
            .Column("severity", ("custom.width", 90))
            .Column("reason", ("links", Links.OfReason), ("custom.width", 220))
            .Column("layer", ("custom.width", 90), ("custom.cellOptions", new { type = "color-background", mode = "basic" }), ("mappings", Colors.Mapping([.. States.Layers.Select(l => (l.Layer, l.Layer, l.Color))])))
            .Column("fault", ("custom.width", 90))
            .Column("Value #A", ("displayName", "since"), ("unit", "dateTimeAsIso"), ("custom.width", 170))
            .Column("Value #B", ("displayName", "for"), ("unit", "dtdurations"), ("custom.width", 150))
            .Column("Value #C", ("custom.hidden", true))
            .WhenEmpty("Nothing fails");

    private static Panel WhoWasDown =>
        Panels.Timeline("Who was down when", "A band for each monitor that was down at some moment of the time range. Bands that begin together often have one cause.", 24, 9)
            .Ask($$"""
                {{Reachable}}
                and on (namespace, monitor) (min_over_time(monitao_reachable{{{Chosen}}}[$__range] @ end()) == 0)
                """, "{{namespace}}/{{monitor}}")
            .Set(new { mappings = States.Verdicts, links = Links.OfSeries })
            .Option(new { showValue = "never" })
            .WhenEmpty("Nothing was down in this time range");

    private static Panel ByLayer =>
        Panels.Stack("Failing monitors by layer", "How many monitors fail at each layer. Many at once in one layer: look for what they share, such as a resolver, a gateway or a proxy.", 12, 8, "none")
            .Ask(OrNone($"count by (layer) ({TrueFailures})", "layer"), "{{layer}}")
            .Set(new { decimals = 0 })
            .PaintLayers();

    private static Panel ByReason =>
        Panels.Stack("Failing monitors by reason", "How many monitors fail for each reason. A click leads to the page of the reason.", 12, 8, "none")
            .Ask(OrNone($"count by (reason) ({TrueFailures})", "reason"), "{{reason}}")
            .Set(new { decimals = 0, links = Links.OfReasonSeries });

    private static Panel Certificates =>
        Panels.Table("Certificates that end next", "The ten certificates that end first, also those that have ended or are not accepted for another reason.", 8, 9, "dtdurations")
            .AskRows($"bottomk(10, min by (namespace, monitor) (monitao_certificate_not_after_timestamp_seconds{{{Chosen}}}) - time())")
            .Option(new { sortBy = new[] { new { displayName = "ends in", desc = false } } })
            .Column("monitor", ("links", Links.OfRow))
            .Column("Value", ("displayName", "ends in"), ("custom.cellOptions", new { type = "color-text" }),
                ("thresholds", Colors.Steps(Colors.Bad, (3 * 86400, Colors.Warning), (14 * 86400, Colors.Good))))
            .WhenEmpty("No certificate was seen");

    private static Panel WarningList =>
        Panels.Table("Warnings", "Reachable now, and yet to be looked at: CertificateExpiring, DnsInconsistent (resolvers disagree), Flapping (it comes and goes); and Stalled: the spec can't be probed.", 8, 9, "none")
            .AskRows($$"""max by (namespace, monitor, type) (monitao_condition{{{Chosen}}, type=~"CertificateExpiring|DnsInconsistent|Flapping|Stalled", status="True"})""")
            .Column("monitor", ("links", Links.OfRow))
            .Column("type", ("displayName", "warning"))
            .Column("Value", ("custom.hidden", true))
            .WhenEmpty("No warnings");

    private static Panel Changes =>
        Panels.Ranking("Most changes", "The monitors that changed most often between reachable and down in the time range: what is intermittent.", 8, 9, "none")
            .AskNow($"topk(10, max by (namespace, monitor) (changes(monitao_reachable{{{Chosen}}}[$__range])) > 0)", "{{namespace}}/{{monitor}}")
            .Set(new { color = Colors.Fixed(Colors.Warning), decimals = 0, links = Links.OfSeries })
            .WhenEmpty("No verdict changed");

    private static Panel Slowest =>
        Panels.Ranking("Slowest layers", "The ten layers that took longest in the last probe of their monitor.", 12, 9, "s")
            .AskNow($"topk(10, max by (namespace, monitor, phase) (monitao_probe_phase_seconds{{{Chosen}}}))", "{{namespace}}/{{monitor}} {{phase}}")
            .Set(new { color = Colors.Fixed(Colors.Tcp), links = Links.OfSeries })
            .WhenEmpty("Nothing was probed");

    private static Panel PhaseTimes =>
        Panels.Lines("Duration of each layer, 99th percentile", "Of a hundred probes ninety-nine were faster, over all monitors of the operator, whatever is chosen above.", 12, 9, "s")
            .Ask("histogram_quantile(0.99, sum by (le, phase) (rate(monitao_probe_phase_duration_seconds_bucket[$__rate_interval])))", "{{phase}}")
            .PaintLayers();

    private const string WarningTypes = "type=~\"CertificateExpiring|DnsInconsistent|Flapping\", status=\"True\"";
}
