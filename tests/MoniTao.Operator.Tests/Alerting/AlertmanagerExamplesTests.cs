using System.Text.Json.Nodes;
using MoniTao.Operator.Tests.Alerting.Support;
using YamlDotNet.RepresentationModel;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>The example configurations, judged by the real amtool and the real Alertmanager.</summary>
public sealed class AlertmanagerExamplesTests
{
    public static TheoryData<string> Names => [.. ExampleFile.Names];

    [Fact]
    public void There_is_one_for_each_channel() => Assert.Equal(["email", "pagerduty", "slack", "sms", "webhook"], ExampleFile.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Example_is_valid(string name)
    {
        var output = await Tool.AmtoolAsync("check-config", ExampleFile.At(name));

        Assert.True(output.ExitCode == 0, output.StandardOutput + output.StandardError);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_groups_by_layer_and_fault_has_its_secrets_in_files_and_inhibits_like_the_others(string name)
    {
        var file = RulesFile.Read(ExampleFile.At(name));

        Assert.Equal(["layer", "fault"], ((YamlSequenceNode)file["route"]["group_by"]).Select(label => ((YamlScalarNode)label).Value));
        Assert.DoesNotMatch("(?m)(password|token|api_url|routing_key|credentials):", ExampleFile.Read(name));
        Assert.Equal(Inhibition("webhook"), Inhibition(name));
    }

    [Fact]
    public async Task Resolver_silences_the_monitors_behind_it_an_outage_its_own_warnings_and_the_operator_nothing()
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        var configuration = ExampleFile.Read("webhook").Replace("http://alert-receiver.example.com/alerts", webhook.Url, StringComparison.Ordinal);
        await using var alertmanager = await RealAlertmanager.StartAsync(configuration);

        await alertmanager.PostAsync(
            Alert("MonitaoOperatorDown"),
            Alert("MonitaoResolverFailing", fault: "resolver"),
            Alert("MonitaoDnsFailed", "shop", "resolver"),
            Alert("MonitaoDnsFailed", "gone", "target"),
            Alert("MonitaoRefused", "main", "target"),
            Alert("MonitaoErrorBudgetBurn", "main"),
            Alert("MonitaoFlapping", "main"),
            Alert("MonitaoFlapping", "well"),
            Alert("MonitaoErrorBudgetSlowBurn", "well"));

        string[] silenced = ["MonitaoDnsFailed shop", "MonitaoErrorBudgetBurn main", "MonitaoFlapping main"];
        await LiveWait.UntilAsync("what is silenced is", async () => silenced.SequenceEqual(
            (await alertmanager.AlertsAsync()).Where(alert => (string?)alert["status"]!["state"] == "suppressed").Select(Show).Order()));
    }

    private static string Show(JsonNode alert) => $"{alert["labels"]!["alertname"]} {alert["labels"]!["monitor"]}";

    private static object Alert(string name, string? monitor = null, string? fault = null)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = name, ["severity"] = "critical" };
        if (monitor is not null)
            (labels["namespace"], labels["monitor"]) = ("web", monitor);
        if (fault is not null)
            labels["fault"] = fault;
        return new { labels };
    }

    private static string Inhibition(string name)
    {
        var text = ExampleFile.Read(name);
        return text[text.IndexOf("inhibit_rules:", StringComparison.Ordinal)..];
    }
}
