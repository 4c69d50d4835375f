using MoniTao.Connectivity.Classification;

namespace MoniTao.Operator.Runbooks;

/// <summary>Where the pages of the reasons are published.</summary>
public sealed class RunbookLinks
{
    /// <summary>Where they are when nobody says otherwise.</summary>
    public const string DefaultBase = "https://monitao.io/runbooks";

    /// <summary>The longest base, so that a link fits into an Event beside its text.</summary>
    public const int MaximumLength = 512;

    /// <summary>The links to <see cref="DefaultBase"/>.</summary>
    public static readonly RunbookLinks Default = new(DefaultBase);

    private readonly string _base;

    private RunbookLinks(string address) => _base = address;

    /// <summary>Links below another address; null when it is none that a browser opens: <c>http(s)://</c>, no query, not too long.</summary>
    public static RunbookLinks? TryCreate(string address) =>
        address.Length <= MaximumLength && !address.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri is { Query: "", Fragment: "", UserInfo: "" }
            ? new RunbookLinks(address.TrimEnd('/'))
            : null;

    /// <summary>The page of a reason.</summary>
    public string Of(Reason reason) => $"{_base}/{reason.Name}";

    /// <summary>The page that tells what to do about a monitor: its own where its spec names one. Null when nothing is wrong.</summary>
    /// <param name="reason">Why it fails.</param>
    /// <param name="own"><c>spec.alert.runbookUrl</c>.</param>
    public string? For(Reason? reason, string? own) => reason is null ? null : own is { Length: > 0 } ? own : Of(reason);
}
