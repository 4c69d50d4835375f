using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Metrics;

public sealed class MonitorMetricsTests
{
    private const string Shop = "namespace=\"web\",monitor=\"shop\"";

    [Fact]
    public void Diagnosis_is_told_in_the_fixed_words_of_its_rule()
    {
        var samples = MetricsText.Of(WorstMonitor.Create()).Samples;

        Assert.Contains($"monitao_diagnosis_info{{{Shop},fault=\"target\",conclusion=\"{WorstMonitor.Conclusion}\"}}", samples.Keys);
        Assert.DoesNotContain(samples.Keys, series => series.Contains("free text", StringComparison.Ordinal));
    }

    [Fact]
    public void Target_is_shown_only_when_asked_for_and_never_its_query()
    {
        var without = MetricsText.Of(WorstMonitor.Create()).Samples;
        var with = MetricsText.Of(WorstMonitor.Create(new MetricsOptions { TargetLabel = true })).Samples;

        Assert.Contains($"monitao_monitor_info{{{Shop},scheme=\"https\",severity=\"critical\"}}", without.Keys);
        Assert.DoesNotContain(without.Keys, series => series.Contains("example.com", StringComparison.Ordinal));
        Assert.Contains($"monitao_monitor_info{{{Shop},scheme=\"https\",severity=\"critical\",target=\"https://shop.example.com/health\"}}", with.Keys);
    }

    [Fact]
    public void Resolvers_maintenance_and_certificate_are_told_as_they_are()
    {
        var samples = MetricsText.Of(WorstMonitor.Create()).Samples;

        Assert.Equal(0, samples[$"monitao_dns_resolver_consistent{{{Shop}}}"]);
        Assert.Equal(1, samples[$"monitao_maintenance_active{{{Shop}}}"]);
        Assert.Equal(Views.Now.AddDays(1).ToUnixTimeSeconds(), samples[$"monitao_certificate_not_after_timestamp_seconds{{{Shop}}}"]);
        Assert.Equal(Views.Now.AddMinutes(4).ToUnixTimeSeconds(), samples[$"monitao_last_probe_timestamp_seconds{{{Shop}}}"]);
        Assert.Equal(240, samples[$"monitao_outage_seconds_total{{{Shop}}}"]);
        Assert.Equal(60, samples[$"monitao_probe_interval_seconds{{{Shop}}}"]);
    }

    [Theory]
    [InlineData(false, "team=\"a\\\"b\",severity=\"page\"")]
    [InlineData(true, "severity=\"page\"")]
    public void Labels_of_the_alerts_are_told_when_the_spec_is_valid(bool stalled, string labels)
    {
        var view = Views.Of(Views.State(VerdictState.Up));
        view.Entity.Spec = view.Entity.Spec with { Alert = new AlertSpec { Severity = "page", Labels = new Dictionary<string, string> { ["team"] = "a\"b" } } };
        var shown = stalled ? view with { Plan = new PlanResult.Stalled("InvalidSpec", "m") } : view;

        var page = MetricsText.Of(new ScrapedMonitor(shown, Views.Now, new MetricsOptions()));

        Assert.Empty(page.Problems);
        Assert.Contains($"monitao_alert_info{{{Shop},{labels}}}", page.Samples.Keys);
    }

    [Fact]
    public void Trouble_of_the_prober_is_told_without_a_word_on_the_target()
    {
        var view = Views.Of(Views.State(VerdictState.Unknown, Reasons.ProberOverloaded));
        var samples = MetricsText.Of(new ScrapedMonitor(view, Views.Now, new MetricsOptions())).Samples;

        Assert.Contains($"monitao_failure_info{{{Shop},reason=\"ProberOverloaded\",layer=\"Prober\",fault=\"prober\"}}", samples.Keys);
        Assert.DoesNotContain(samples.Keys, series => series.StartsWith("monitao_reachable", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://user:hunter2@host/", "")]
    [InlineData("tcp://db.example.com:5432", "tcp")]
    public void Stalled_monitor_shows_of_its_target_only_what_could_be_read(string target, string scheme)
    {
        var entity = Views.Entity();
        entity.Spec = entity.Spec with { Target = target };
        var view = new MonitorView(entity, new PlanResult.Stalled("InvalidSpec", "m"), MonitorState.Initial(Views.Now), null);

        var samples = MetricsText.Of(new ScrapedMonitor(view, Views.Now, new MetricsOptions { TargetLabel = true })).Samples;

        var info = Assert.Single(samples.Keys, series => series.StartsWith("monitao_monitor_info", StringComparison.Ordinal));
        Assert.DoesNotContain("hunter2", info, StringComparison.Ordinal);
        Assert.Equal(scheme.Length > 0, info.Contains($"scheme=\"{scheme}\"", StringComparison.Ordinal));
        Assert.Contains($"monitao_condition{{{Shop},type=\"Stalled\",status=\"True\"}}", samples.Keys);
    }
}
