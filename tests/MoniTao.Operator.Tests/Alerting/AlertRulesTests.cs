using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>The rules, judged by the real promtool.</summary>
public sealed class AlertRulesTests
{
    public static TheoryData<string> TestFiles => [.. RulesFile.TestFiles.Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Alerts => [.. RulesFile.Alerts.Keys];

    [Fact]
    public async Task Rules_are_clean()
    {
        var output = await Tool.PromtoolAsync("check", "rules", "--lint=all", "--lint-fatal", RulesFile.FilePath);

        Assert.True(output.ExitCode == 0, output.StandardOutput + output.StandardError);
    }

    [Theory]
    [MemberData(nameof(TestFiles))]
    public async Task Cases_hold(string file)
    {
        var output = await Tool.PromtoolAsync("test", "rules", Path.Combine(RulesFile.Folder, "tests", file));

        Assert.True(output.ExitCode == 0, output.StandardOutput + output.StandardError);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_has_a_firing_and_a_silent_case(string alert)
    {
        Assert.Contains((alert, true), RulesFile.Cases);
        Assert.Contains((alert, false), RulesFile.Cases);
    }

    [Fact]
    public void What_the_operator_has_confirmed_waits_for_nothing_and_has_the_severity_of_its_monitor()
    {
        var confirmed = Reasons.All.Select(AlertNames.Of).OfType<string>().Distinct().ToList();

        Assert.Equal(7, confirmed.Count);
        Assert.All(confirmed, alert => Assert.Equal(["alert", "expr", "annotations"], RulesFile.Alerts[alert].Children.Keys.Select(key => $"{key}")));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_is_documented_and_its_links_lead_somewhere(string alert)
    {
        var page = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "alerts.md"));
        var annotations = (YamlDotNet.RepresentationModel.YamlMappingNode)RulesFile.Alerts[alert]["annotations"];
        var runbook = RulesFile.Text(annotations, "runbook_url");

        Assert.Contains($"### {alert}\n", page);
        if (runbook.Contains('#', StringComparison.Ordinal))
            Assert.Equal($"https://monitao.io/alerts#{alert}".ToUpperInvariant(), runbook.ToUpperInvariant());
        else
            Assert.StartsWith("https://monitao.io/runbooks/", runbook);
        Assert.NotEmpty(RulesFile.Text(annotations, "summary"));
        Assert.NotEmpty(RulesFile.Text(annotations, "description"));
    }
}
