using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Reads where a 3xx answer leads (RFC 9110, 15.4).</summary>
internal static class Redirects
{
    public static HttpFacts Read(HttpFacts facts, HttpHead head, Target from, HttpOptions options)
    {
        var status = head.Status;
        if (status is not (301 or 302 or 303 or 307 or 308) || !options.FollowRedirects || options.Expects(status))
            return facts;
        return Resolve(head, from) switch
        {
            null => facts with { RedirectProblem = RedirectProblem.UnsupportedLocation },
            var to when !options.MayFollow(to) => facts with { RedirectProblem = RedirectProblem.NotAllowed },
            var to => facts with { RedirectsTo = to },
        };
    }

    private static Target? Resolve(HttpHead head, Target from)
    {
        try
        {
            if (!Uri.TryCreate(head.Location, UriKind.RelativeOrAbsolute, out var location))
                return null;
            var to = location.IsAbsoluteUri && location.Scheme is not "file"
                ? location
                : new Uri(new Uri(from.ToString()), location.OriginalString);
            return TargetParser.TryParse(to.AbsoluteUri, out var target, out _) && target.UsesHttp ? target : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
