using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Tests.Alerting.Support;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>The push and the rules name the same alert for each reason there is.</summary>
public sealed partial class AlertNamesTests
{
    private const string Failures = "namespace_monitor:monitao_failure_info{";

    public static TheoryData<string> Targets => [.. Reasons.All.Where(reason => reason.Fault != FaultDomain.Prober).Select(reason => reason.Name)];

    public static TheoryData<string> Prober => [.. Reasons.All.Where(reason => reason.Fault == FaultDomain.Prober).Select(reason => reason.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Reason_is_one_alert_and_the_same_in_the_rules(string name)
    {
        var reason = Reasons.Find(name)!;

        var rules = RulesFile.Alerts.Where(rule => Selects(RulesFile.Text(rule.Value, "expr"), reason)).Select(rule => rule.Key);

        Assert.Equal([AlertNames.Of(reason)], rules);
        Assert.Contains(AlertNames.Of(reason), Enum.GetNames<FailureConditions>().Select(condition => $"Monitao{condition}"));
        Assert.True(reason.Conditions.HasFlag(Enum.Parse<FailureConditions>(AlertNames.Of(reason)!["Monitao".Length..])));
    }

    [Theory]
    [MemberData(nameof(Prober))]
    public void Trouble_of_the_prober_is_no_alert_about_a_target(string name)
    {
        var reason = Reasons.Find(name)!;

        Assert.Null(AlertNames.Of(reason));
        Assert.DoesNotContain(RulesFile.Alerts.Values, rule => Selects(RulesFile.Text(rule, "expr"), reason));
    }

    /// <summary>Prometheus' label matchers, for expressions that are one selector.</summary>
    private static bool Selects(string expression, Reason reason) => expression.StartsWith(Failures, StringComparison.Ordinal)
        && Matcher().Matches(expression).All(match =>
        {
            var value = match.Groups["label"].Value == "layer" ? reason.Layer.Name() : reason.Name;
            var equal = Regex.IsMatch(value, $"^(?:{match.Groups["value"].Value})$", RegexOptions.None, TimeSpan.FromSeconds(5));
            return match.Groups["operator"].Value.StartsWith('!') ? !equal : equal;
        });

    [GeneratedRegex(@"(?<label>layer|reason)(?<operator>=~|!~|!=|=)""(?<value>[^""]*)""")]
    private static partial Regex Matcher();
}
