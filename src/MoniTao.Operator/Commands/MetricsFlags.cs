using System.CommandLine;
using MoniTao.Operator.Metrics;

namespace MoniTao.Operator.Commands;

/// <summary>The options of the metrics page, alike for <c>operator</c> and <c>run</c>.</summary>
internal sealed class MetricsFlags
{
    private readonly Option<string[]> _labels = new("--metrics-label-allowlist")
    {
        Description = "Labels of a monitor, such as app,team, that its metrics carry as label_app and label_team",
        HelpName = "KEY,…",
    };

    private readonly Option<bool> _target = new("--metrics-target-label") { Description = "Show the target, without its query, in monitao_monitor_info" };
    private readonly Option<bool> _exemplars = new("--metrics-exemplars") { Description = "In OpenMetrics: name the last monitor in each bucket of the phases' histograms" };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_labels);
        command.Add(_target);
        command.Add(_exemplars);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Two keys would become the same label.</exception>
    public MetricsOptions Read(ParseResult result) => new()
    {
        Labels = LabelAllowList.TryCreate((result.GetValue(_labels) ?? []).SelectMany(keys => keys.Split(',')), out var labels, out var error)
            ? labels
            : throw new UsageException($"--metrics-label-allowlist: {error}", "Leave one of them out"),
        TargetLabel = result.GetValue(_target),
        Exemplars = result.GetValue(_exemplars),
    };
}
