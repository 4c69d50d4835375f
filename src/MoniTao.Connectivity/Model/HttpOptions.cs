using System.Text.RegularExpressions;

namespace MoniTao.Connectivity.Model;

/// <summary>What is asked of an HTTP server and what answer is expected.</summary>
public sealed record HttpOptions
{
    /// <summary>How many redirects are followed before it is called a loop.</summary>
    public const int MaximumRedirects = 10;

    /// <summary>The request method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Request headers, in order; a name may repeat. To where a redirect leads, only the Accept family and its like are sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Status codes that count as success.</summary>
    public IReadOnlyList<StatusRange> ExpectedStatus { get; init; } = [StatusRange.Success];

    /// <summary>Whether the status code counts as success.</summary>
    public bool Expects(int status)
    {
        for (var i = 0; i < ExpectedStatus.Count; i++)
        {
            if (ExpectedStatus[i].Contains(status))
                return true;
        }

        return false;
    }

    /// <summary>A pattern that the body must match, compiled with a match time-out; null for none.</summary>
    public Regex? BodyPattern { get; init; }

    /// <summary>Whether 3xx answers with a Location are followed, at most <see cref="MaximumRedirects"/> times.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>Whether a redirect may lead there; asked before anything is sent.</summary>
    public Func<Target, bool> MayFollow { get; init; } = static _ => true;

    /// <summary>
    /// The Authorization header. It is sent to the origin of the target only, never to where a redirect leads, and no message,
    /// log or exception shows it.
    /// </summary>
    public Secret? Authorization { get; init; }
}
