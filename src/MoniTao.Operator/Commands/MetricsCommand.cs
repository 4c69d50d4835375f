using System.CommandLine;
using MoniTao.Operator.Metrics;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao metrics</c>: prints what <c>/metrics</c> can have.</summary>
public static class MetricsCommand
{
    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "names: one metric a line; markdown: the reference",
            DefaultValueFactory = static _ => "names",
        };
        output.AcceptOnlyFromAmong("names", "markdown");
        var command = new Command(
            "metrics",
            """
            List the metrics that /metrics can have, from the catalog that the page is made of.

            Examples:
              monitao metrics
              monitao metrics --output markdown > docs/metrics.md
            """);
        command.Add(output);
        command.SetAction(result =>
        {
            var text = result.GetRequiredValue(output) == "markdown"
                ? MetricsReference.Markdown()
                : string.Concat(MetricsReference.All.Select(metric => $"{metric.Name}\n"));
            result.InvocationConfiguration.Output.Write(text);
            return 0;
        });
        return command;
    }
}
