using MoniTao.Dashboards.Model;
using static MoniTao.Dashboards.Promql;

namespace MoniTao.Dashboards;

/// <summary>One monitor: where an alert leads to.</summary>
internal static class OneMonitor
{
    private const string It = "namespace=\"$namespace\", monitor=\"$monitor\"";

    public static readonly Dashboard Dashboard = new("monitao-monitor", "MoniTao / Monitor", "One monitor: how it is, why, and how it was", "now-6h")
    {
        Variables =
        [
            Variable.Source,
            Variable.Label("namespace", "Namespace", "label_values(monitao_monitor_info, namespace)"),
            Variable.Label("monitor", "Monitor", """label_values(monitao_monitor_info{namespace="$namespace"}, monitor)"""),
            Choices.Runbooks,
        ],
        Sections =
        [
            ("", [State, Reason, Since, LastProbe, Availability, Outages, OutageTime, Certificate, Resolvers, Diagnosis, Verdicts, Waterfall, OutageShare]),
            ("In the long run", [AvailabilityLines, CertificateLine, ResolverTimeline]),
            ("Conditions", [Conditions]),
        ],
    };

    private static Panel State =>
        Panels.Stat("State", "Reachable, Down, or Not known: not probed yet, suspended, or the prober itself is in trouble.", 5, "none")
            .AskNow($"max(monitao_reachable{{{It}}}) or 0 * max(monitao_monitor_info{{{It}}}) - 1")
            .Set(new { mappings = States.Verdicts })
            .WhenEmpty("no such monitor");

    private static Panel Reason =>
        Panels.Stat("Reason", "Why it fails, in one word of a fixed list. A click leads to its page.", 8, "none", text: "name")
            .AskNow($"max by (reason) (monitao_failure_info{{{It}}}) or on () label_replace(0 * max(monitao_monitor_info{{{It}}}), \"reason\", \"none\", \"\", \"\")", "{{reason}}")
            .Set(new { thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)), links = Links.OfReasonSeries })
            .WhenEmpty("no such monitor");

    private static Panel Since =>
        Panels.Stat("Since", "When this state began: of an outage the first failure, before it was confirmed.", 6, "dateTimeFromNow")
            .AskNow($"1000 * max(monitao_verdict_since_timestamp_seconds{{{It}}})")
            .WhenEmpty("no such monitor");

    private static Panel LastProbe =>
        Panels.Stat("Last probe", "When the last probe started. Older than three periods: look at the dashboard of the operator.", 5, "dateTimeFromNow")
            .AskNow($"1000 * max(monitao_last_probe_timestamp_seconds{{{It}}})")
            .WhenEmpty("not probed");

    private static Panel Availability =>
        Panels.Stat("Availability", "The share of the last hour, day and week in which the target was reachable, of what was observed.", 9, "percentunit", text: "value_and_name")
            .AskNow($$"""max(monitao_availability_ratio{{{It}}, window="1h"})""", "hour")
            .AskNow($$"""max(monitao_availability_ratio{{{It}}, window="1d"})""", "day")
            .AskNow($$"""max(monitao_availability_ratio{{{It}}, window="7d"})""", "week")
            .Set(new { decimals = 2, thresholds = Colors.Steps(Colors.Bad, (0.99, Colors.Warning), (0.999, Colors.Good)) })
            .WhenEmpty("nothing observed yet");

    private static Panel Outages =>
        Panels.Stat("Outages", "How often it went down in the time range.", 3, "none")
            .AskNow(OrZero($"max(resets(monitao_reachable{{{It}}}[$__range]))"))
            .Set(new { thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)) });

    private static Panel OutageTime =>
        Panels.Stat("Time in outages", "The sum of the outages in the time range, as far as probes prove it.", 4, "s")
            .AskNow($"max(increase(monitao_outage_seconds_total{{{It}}}[$__range]))")
            .Set(new { thresholds = Colors.Steps(Colors.Good, (1, Colors.Bad)) })
            .WhenEmpty("no such monitor");

    private static Panel Certificate =>
        Panels.Stat("Certificate ends in", "Days until the certificate of the server ends; less than nothing: it has ended.", 4, "d")
            .AskNow($"(min(monitao_certificate_not_after_timestamp_seconds{{{It}}}) - time()) / 86400")
            .Set(new { decimals = 0, thresholds = Colors.Steps(Colors.Bad, (3, Colors.Warning), (14, Colors.Good)) })
            .WhenEmpty("no certificate");

    private static Panel Resolvers =>
        Panels.Stat("DNS resolvers", "Whether the resolvers of this monitor give the same answer.", 4, "none")
            .AskNow($"min(monitao_dns_resolver_consistent{{{It}}})")
            .Set(new { mappings = States.Resolvers })
            .WhenEmpty("only one");

    private static Panel Diagnosis =>
        Panels.Table("Diagnosis", "What the evidence of each outage in the time range led to, the newest first, and who has to act. The evidence itself: kubectl describe cmon.", 24, 4, "none")
            .AskRows($"1000 * max by (conclusion, fault) (max_over_time(timestamp(monitao_diagnosis_info{{{It}}})[$__range:$__interval]))")
            .Order("Value", "fault", "conclusion", "Time")
            .Option(new { sortBy = new[] { new { displayName = "last seen", desc = true } } })
            .Column("Value", ("displayName", "last seen"), ("unit", "dateTimeAsIso"), ("custom.width", 180))
            .Column("fault", ("displayName", "to act"), ("custom.width", 100))
            .WhenEmpty("No diagnosis in this time range: there was no outage");

    private static Panel Verdicts =>
        Panels.Timeline("State and reasons", "The first band is the verdict; below it a band for each reason, as long as it held. A reason that changes within an outage is a trace of the cause.", 24, 7)
            .Ask($"max(monitao_reachable{{{It}}}) or 0 * max(monitao_monitor_info{{{It}}}) - 1", "state")
            .Ask($$"""0 * max by (reason) (monitao_failure_info{{{It}}, fault!="prober"}) or 0 * max by (reason) (monitao_failure_info{{{It}}, fault="prober"}) - 1""", "{{reason}}")
            .Ask($"2 * max(monitao_maintenance_active{{{It}}})", "maintenance")
            .Set(new { mappings = States.Verdicts })
            .WhenEmpty("Not observed in this time range");

    private static Panel Waterfall =>
        Panels.Stack("Where the time goes", "The layers of a probe, one on the other in the order in which they happen. A layer that is missing was not reached.", 16, 9, "s")
            .Ask(Phase("phase=\"dns\""), "{{phase}}")
            .Ask(Phase("phase=~\"tcp|icmp\""), "{{phase}}")
            .Ask(Phase("phase=\"tls\""), "{{phase}}")
            .Ask(Phase("phase=\"http\""), "{{phase}}")
            .PaintLayers()
            .WhenEmpty("Not probed in this time range");

    private static Panel OutageShare =>
        Panels.Stack("Share of time in an outage", "1 or 100 %: down all the time. It grows in steps of the period, because only a probe proves something.", 8, 9, "percentunit")
            .Ask($"max(rate(monitao_outage_seconds_total{{{It}}}[$__rate_interval]))", "down")
            .Set(new { color = Colors.Fixed(Colors.Bad), max = 1 })
            .WhenEmpty("Not observed in this time range");

    private static Panel AvailabilityLines =>
        Panels.Lines("Availability", "Over the last hour, day and week at each moment. The week is what an objective is about; the hour shows that something is going on.", 8, 8, "percentunit")
            .Ask($"max by (window) (monitao_availability_ratio{{{It}}})", "{{window}}")
            .Set(new { max = 1 })
            .WhenEmpty("Not observed in this time range");

    private static Panel CertificateLine =>
        Panels.Lines("Certificate, days left", "It falls by one a day and jumps up when the certificate is renewed. A line that does not jump is a renewal that does not work.", 8, 8, "d")
            .Ask($"(min(monitao_certificate_not_after_timestamp_seconds{{{It}}}) - time()) / 86400", "days left")
            .Set(new { color = Colors.Fixed(Colors.Tls), min = (int?)null, decimals = 0, thresholds = Colors.Steps(Colors.Bad, (3, Colors.Warning), (14, "transparent")), custom = new { axisSoftMin = 0, thresholdsStyle = new { mode = "line" } } })
            .WhenEmpty("No certificate was seen");

    private static Panel ResolverTimeline =>
        Panels.Timeline("DNS resolvers", "When the resolvers of this monitor agreed. Disagreement for the time of a TTL after a change is normal; longer is not.", 8, 8)
            .Ask($"min(monitao_dns_resolver_consistent{{{It}}})", "resolvers")
            .Set(new { mappings = States.Resolvers })
            .WhenEmpty("The monitor has only one resolver");

    private static Panel Conditions =>
        Panels.Timeline("Conditions", "As kubectl describe shows them. Ready and Reachable should be True; the others tell how it fails, and should be False. Unknown: an earlier layer failed.", 24, 11)
            .Ask($$"""
                max by (type) (monitao_condition{{{It}}, status="True"})
                or 0 * max by (type) (monitao_condition{{{It}}, status="False"})
                or 0 * max by (type) (monitao_condition{{{It}}, status="Unknown"}) - 1
                """, "{{type}}")
            .Set(new { mappings = States.Conditions })
            .WhenEmpty("Not observed in this time range");

    private static string Phase(string phase) => $"max by (phase) (monitao_probe_phase_seconds{{{It}, {phase}}})";
}
