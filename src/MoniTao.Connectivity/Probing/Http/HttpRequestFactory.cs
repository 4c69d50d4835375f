using System.Collections.Frozen;
using System.Net.Http;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Builds the request of a probe.</summary>
internal static class HttpRequestFactory
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

    public static HttpRequestMessage Create(HttpOptions options, Target target, bool sameOrigin, Uri uri)
    {
        var request = new HttpRequestMessage(new HttpMethod(options.Method), uri)
        {
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = target.Authority;
        request.Headers.ConnectionClose = true;
        foreach (var (name, raw) in options.Headers)
        {
            var value = OneLine(raw);
            if (!sameOrigin && !CrossesOrigins.Contains(name))
                continue;
            if (name.Equals("Host", StringComparison.OrdinalIgnoreCase))
                request.Headers.Host = value;
            else if (!request.Headers.TryAddWithoutValidation(name, value))
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, value);
        }

        if (sameOrigin && options.Authorization is { } secret)
            request.Headers.TryAddWithoutValidation("Authorization", OneLine(secret.Reveal()));
        if (!request.Headers.Contains("User-Agent"))
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        return request;
    }

    /// <summary>
    /// RFC 9110, 5.5: CR, LF and NUL in a value become spaces. The framework writes them as they are: a value could smuggle in
    /// another header, and a token read from a file ends in a newline more often than not.
    /// </summary>
    private static string OneLine(string value) => value.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ').Trim();
}
