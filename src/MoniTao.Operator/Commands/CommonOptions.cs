using System.CommandLine;
using System.Globalization;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Commands;

/// <summary>Options that several commands have, so that they are called and described alike. Each call makes a new one.</summary>
public static class CommonOptions
{
    internal const string VerboseName = "--verbose";
    internal const string Json = "json";
    internal const string JUnit = "junit";

    /// <summary>Recursive: belongs to the root.</summary>
    public static Option<bool> Verbose() => new(VerboseName)
    {
        Description = "Log more, and show where an unexpected error came from",
        Recursive = true,
    };

    /// <summary><c>--output table|json</c>, and <c>junit</c> for a command that tests something.</summary>
    public static Option<string> Output(bool junit = false)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "table for people, json for scripts" + (junit ? ", junit for CI" : ""),
            DefaultValueFactory = static _ => "table",
        };
        output.AcceptOnlyFromAmong(junit ? ["table", Json, JUnit] : ["table", Json]);
        return output;
    }

    /// <summary><c>--log-format auto|text|json</c>.</summary>
    public static Option<string> LogFormat()
    {
        var format = new Option<string>("--log-format")
        {
            Description = "json or text; else json in a pod and text elsewhere",
            DefaultValueFactory = static _ => "auto",
        };
        format.AcceptOnlyFromAmong("auto", "text", Json);
        return format;
    }

    /// <summary><c>--runbook-url URL</c>.</summary>
    public static Option<string> RunbookUrl() => new("--runbook-url")
    {
        Description = "Where the pages of the reasons are, for links in status and Events; this process serves them at /runbooks",
        HelpName = "URL",
        DefaultValueFactory = static _ => RunbookLinks.DefaultBase,
    };

    /// <summary>Reads the value of <see cref="RunbookUrl"/>.</summary>
    /// <exception cref="UsageException">It is no URL that a browser opens.</exception>
    internal static RunbookLinks Runbooks(string url) => RunbookLinks.TryCreate(url) ?? throw new UsageException(
        $"--runbook-url \"{url}\" is not a URL of http or https without a query, of at most {RunbookLinks.MaximumLength} characters",
        $"Write it like this: --runbook-url {RunbookLinks.DefaultBase}");

    /// <summary>Reads <c>10</c>, <c>10s</c>, <c>500ms</c> or <c>2m</c>.</summary>
    /// <exception cref="UsageException">It is no duration, or not between a millisecond and an hour.</exception>
    internal static TimeSpan Duration(string option, string text)
    {
        var unit = text.TrimStart([.. "0123456789."]);
        double? factor = unit switch { "" or "s" => 1000, "ms" => 1, "m" => 60_000, _ => null };
        if (factor is { } f
            && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * f is >= 1 and <= 3_600_000)
            return TimeSpan.FromMilliseconds(number * f);
        throw new UsageException($"{option} \"{text}\" is not a duration between 1ms and 60m", $"Write it like this: {option} 10s");
    }
}
