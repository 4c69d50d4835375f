using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Commands;

/// <summary>What to write in place of something that is no target.</summary>
internal static class TargetAdvice
{
    private const string Forms = "Targets: https://host/path  http://host/path  tls://host:port  tcp://host:port  icmp://host  dns://name";

    /// <summary>The error that names the target, and what was meant in all likelihood.</summary>
    public static UsageException For(string text, string error)
    {
        if (HasUserInformation(text)) // not quoted: it may hold a password
            return new UsageException(
                "the target carries user information", "Leave it out of the URL; give credentials like this: --header \"Authorization: Bearer …\"");
        if (Guess(text) is { } meant)
            return new UsageException($"\"{text}\" is not a target: it has no scheme", $"Did you mean: {meant}\n{Forms}");
        return new UsageException($"\"{text}\" is not a target: {error}", Forms);
    }

    private static bool HasUserInformation(string text)
    {
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var rest = start < 0 ? text : text[(start + 3)..];
        return rest.Split('/', '?', '#')[0].Contains('@', StringComparison.Ordinal);
    }

    /// <summary>People type what they type into a browser: the port tells more than nothing.</summary>
    private static string? Guess(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return null;
        foreach (var candidate in new[] { $"https://{text}", $"https://[{text}]" })
        {
            if (!TargetParser.TryParse(candidate, out var target, out _))
                continue;
            return target.Port switch
            {
                443 => target.ToString(),
                80 => $"http://{target.BracketedHost}{(target.PathAndQuery == "/" ? "" : target.PathAndQuery)}",
                _ when target.PathAndQuery != "/" => $"http://{target.Authority}{target.PathAndQuery}",
                _ => $"tcp://{target.Authority}",
            };
        }

        return null;
    }
}
