using System.CommandLine;
using MoniTao.Operator.Exporter;

namespace MoniTao.Operator.Commands;

/// <summary>The options of <c>/probe</c>, alike for <c>operator</c> and <c>run</c>.</summary>
internal sealed class ExporterFlags
{
    private readonly Option<bool> _enabled = new("--probe-endpoint") { Description = "Serve /probe?target=…&module=…, as blackbox_exporter does" };

    private readonly Option<string[]> _allow = new("--probe-allow")
    {
        Description = "Targets that /probe may probe, such as https://*.example.com; may be repeated; none without it",
        HelpName = "PATTERN",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_enabled);
        command.Add(_allow);
    }

    /// <summary>What was asked for; null when <c>/probe</c> is off.</summary>
    /// <exception cref="UsageException">A pattern is none, or there are patterns and no page.</exception>
    public ExporterOptions? Read(ParseResult result)
    {
        var patterns = (result.GetValue(_allow) ?? []).Select(text => TargetPattern.TryParse(text, out var pattern, out var error)
            ? pattern
            : throw new UsageException($"--probe-allow {text}: {error}", "Write it like this: --probe-allow 'https://*.example.com'")).ToList();
        if (result.GetValue(_enabled))
            return new ExporterOptions { Allow = patterns };
        return patterns.Count == 0 ? null : throw new UsageException("--probe-allow needs --probe-endpoint", "Add --probe-endpoint to serve /probe");
    }
}
