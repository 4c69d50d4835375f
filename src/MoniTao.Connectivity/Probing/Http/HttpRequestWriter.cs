using System.Collections.Frozen;
using System.Text;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Writes the request of a probe (RFC 9112, 3). It has no body.</summary>
internal static class HttpRequestWriter
{
    /// <summary>Says who asks, so that the owner of a target finds the prober in an access log.</summary>
    private const string UserAgent = "MoniTao/0.1 (+connectivity probe)";

    /// <summary>
    /// The headers that follow a redirect to another origin. A list of those that may, for no list of credentials is complete:
    /// keys travel in headers of any name.
    /// </summary>
    private static readonly FrozenSet<string> CrossesOrigins = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Pragma", "User-Agent");

    /// <summary>The methods whose request says nothing of a body that is not there (RFC 9110, 8.6).</summary>
    private static readonly FrozenSet<string> Bodiless = FrozenSet.Create("GET", "HEAD", "OPTIONS", "DELETE", "TRACE");

    /// <summary>The request in the bytes of the wire. <paramref name="sameOrigin"/> is false behind a redirect to another origin.</summary>
    public static byte[] Write(HttpOptions options, Target target, bool sameOrigin)
    {
        var (host, agent) = (target.Authority, UserAgent);
        var others = new StringBuilder();
        foreach (var (name, value) in options.Headers)
        {
            if (!sameOrigin && !CrossesOrigins.Contains(name))
                continue;
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
                host = OneLine(value);
            else if (name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase))
                agent = OneLine(value);
            else
                others.Append($"{OneLine(name)}: {OneLine(value)}\r\n");
        }

        if (sameOrigin && options.Authorization is { } secret)
            others.Append($"Authorization: {OneLine(secret.Reveal())}\r\n");
        if (!Bodiless.Contains(options.Method))
            others.Append("Content-Length: 0\r\n");
        return Encoding.UTF8.GetBytes(
            $"{options.Method} {target.PathAndQuery} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\nConnection: close\r\n{others}\r\n");
    }

    /// <summary>
    /// RFC 9110, 5.5: CR, LF and NUL in a value become spaces. A value could smuggle in another header, and a token read from a file
    /// ends in a newline more often than not.
    /// </summary>
    private static string OneLine(string value) =>
        value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 ? value.Trim() : value.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ').Trim();
}
