using System.CommandLine;
using System.Text.RegularExpressions;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Commands;

/// <summary>The options with which <c>operator</c> and <c>run</c> push alerts; each instance is for one command.</summary>
internal sealed partial class AlertmanagerFlags
{
    private readonly Option<string[]> _urls = new("--alertmanager-url")
    {
        Description = "Push outages to this Alertmanager, all replicas behind its name; may be repeated",
        HelpName = "URL",
    };

    private readonly Option<string?> _username = new("--alertmanager-username") { Description = "The user of basic authentication", HelpName = "NAME" };
    private readonly Option<string?> _password = new("--alertmanager-password-file") { Description = "A file with the password of that user", HelpName = "FILE" };
    private readonly Option<string?> _token = new("--alertmanager-bearer-token-file") { Description = "A file with a bearer token", HelpName = "FILE" };
    private readonly Option<string?> _authority = new("--alertmanager-ca-file") { Description = "A file with the authorities to trust, in PEM", HelpName = "FILE" };

    private readonly Option<string[]> _labels = new("--alert-external-label")
    {
        Description = "A label of every pushed alert, as in external_labels of the Prometheus that sends the same alerts; may be repeated",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string?> _generator = new("--alert-generator-url")
    {
        Description = "The dashboard that an alert links to as its source; {namespace} and {monitor} are filled in",
        HelpName = "URL",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _urls, _username, _password, _token, _authority, _labels, _generator })
            command.Add(option);
    }

    /// <summary>What was asked for; null when nothing is pushed.</summary>
    /// <exception cref="UsageException">It does not fit together, or a file is not there.</exception>
    public AlertmanagerOptions? Read(ParseResult result, RunbookLinks runbooks)
    {
        if (result.GetValue(_urls) is not { Length: > 0 } urls)
            return null;
        var options = new AlertmanagerOptions
        {
            Urls = [.. urls.Select(Url).Distinct()],
            Username = result.GetValue(_username),
            PasswordFile = File(result, _password),
            TokenFile = File(result, _token),
            AuthorityFile = File(result, _authority),
            ExternalLabels = Labels(result.GetValue(_labels) ?? []),
            Runbooks = runbooks,
            GeneratorUrl = result.GetValue(_generator),
        };
        if (options.Username is null != options.PasswordFile is null)
            throw new UsageException("--alertmanager-username and --alertmanager-password-file belong together", "Give both, or none");
        if (options is { Username: not null, TokenFile: not null })
            throw new UsageException("basic authentication and a bearer token exclude each other", "Give --alertmanager-username or --alertmanager-bearer-token-file");
        return options;
    }

    private static Uri Url(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new UsageException($"--alertmanager-url {text} is not an http or https URL", "Write it like this: --alertmanager-url http://alertmanager.monitoring:9093");
        if (url.UserInfo.Length > 0)
            throw new UsageException("--alertmanager-url has a password in it", "Give --alertmanager-username and --alertmanager-password-file");
        return url;
    }

    private static Dictionary<string, string> Labels(string[] texts)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, value) = text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (text[..at], text[(at + 1)..]) : ("", "");
            if (value.Length == 0 || !LabelName().IsMatch(name) || !labels.TryAdd(name, value))
                throw new UsageException($"--alert-external-label {text} is not a label, or is given twice", "Write it like this: --alert-external-label cluster=eu-1");
        }

        return labels;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex LabelName();

    private static string? File(ParseResult result, Option<string?> option)
    {
        if (result.GetValue(option) is not { } path || System.IO.File.Exists(path))
            return result.GetValue(option);
        throw new UsageException($"{option.Name} {path}: there is no such file", "Name a file that this process can read");
    }
}
