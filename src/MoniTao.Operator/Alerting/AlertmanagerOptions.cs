using System.Net;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Alerting;

/// <summary>Where alerts are pushed to, and how to sign in there. Secrets are in files, which are read for each request.</summary>
internal sealed record AlertmanagerOptions
{
    /// <summary>Base URLs of Alertmanagers; each address that a name resolves to is a replica, and all of them are told.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>The user of basic authentication; null for none.</summary>
    public string? Username { get; init; }

    /// <summary>A file with the password of <see cref="Username"/>.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>A file with a bearer token.</summary>
    public string? TokenFile { get; init; }

    /// <summary>A file with the authorities to trust in place of the system's, in PEM.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>Labels of every alert: the <c>external_labels</c> of the Prometheus that sends the same ones. An alert's own labels win.</summary>
    public IReadOnlyDictionary<string, string> ExternalLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>Where the pages of the reasons are.</summary>
    public RunbookLinks Runbooks { get; init; } = RunbookLinks.Default;

    /// <summary>The dashboard that an alert links to: <c>{namespace}</c> and <c>{monitor}</c> are filled in; null for none.</summary>
    public string? GeneratorUrl { get; init; }

    /// <summary>A request that takes longer has failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How a name becomes addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>A firing alert is sent again this often.</summary>
    public static TimeSpan ResendInterval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Alertmanager takes an alert for ended when it was not sent again for so long. Longer than five minutes without a connection,
    /// so that nobody reads of a recovery that was none; short enough that alerts of an operator that is gone do not stay.
    /// </summary>
    public static TimeSpan Validity { get; } = TimeSpan.FromMinutes(6);
}
