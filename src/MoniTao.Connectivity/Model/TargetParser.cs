using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace MoniTao.Connectivity.Model;

/// <summary>
/// Parses <c>https:// http:// tls://host:port tcp://host:port icmp://host dns://name</c>. Written by hand because
/// <see cref="Uri"/> accepts and rewrites what a monitor must reject: user information, octal addresses, empty ports.
/// </summary>
public static class TargetParser
{
    /// <summary>The longest target, in characters; the CRD has the same bound.</summary>
    public const int MaximumLength = 2048;

    private const string Schemes = "https://, http://, tls://, tcp://, icmp:// or dns://";

    /// <summary>Parses <paramref name="text"/>; on failure <paramref name="error"/> is one phrase a user can act on.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Target? target, out string error)
    {
        target = null;
        if (string.IsNullOrWhiteSpace(text))
            return Fail($"the target is empty; give a URL that starts with {Schemes}", out error);
        if (text.Length > MaximumLength)
            return Fail($"the target is {text.Length} characters long; at most {MaximumLength} are allowed", out error);
        if (text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
            return Fail("the target contains white space or a control character", out error);
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        if (separator < 0)
            return Fail($"the target has no scheme; start it with {Schemes}", out error);
        if (!TryScheme(text[..separator], out var scheme))
            return Fail($"the scheme \"{text[..Math.Min(separator, 20)]}\" is not supported; use {Schemes}", out error);

        var rest = text[(separator + 3)..];
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        var path = end < 0 ? "" : rest[end..];
        if (authority.Contains('@', StringComparison.Ordinal))
            return Fail("the target carries user information; use http.basicAuthSecretRef or http.bearerTokenSecretRef instead", out error);
        if (!TrySplit(authority, out var host, out var portText, out error) || !HostName.TryNormalize(host, out var name, out error))
            return false;
        if (!TryPort(scheme, portText, out var port, out error) || !TryPath(scheme, path, out var pathAndQuery, out error))
            return false;
        target = new Target(scheme, name, port, pathAndQuery);
        return true;
    }

    private static bool TryScheme(string text, out TargetScheme scheme) =>
        Enum.TryParse(text, ignoreCase: true, out scheme) && text.All(char.IsAsciiLetter);

    private static bool TrySplit(string authority, out string host, out string? port, out string error)
    {
        host = authority;
        port = null;
        error = "";
        var close = authority.LastIndexOf(']');
        var colon = authority.LastIndexOf(':');
        if (colon <= close)
            return true;
        if (close < 0 && authority.IndexOf(':', StringComparison.Ordinal) != colon)
            return Fail("an IPv6 address needs brackets, for example tcp://[2001:db8::1]:443", out error);
        host = authority[..colon];
        port = authority[(colon + 1)..];
        return true;
    }

    private static bool TryPort(TargetScheme scheme, string? text, out int port, out string error)
    {
        port = Target.DefaultPort(scheme);
        error = "";
        if (scheme is TargetScheme.Icmp or TargetScheme.Dns)
            return text is null || Fail($"a target of scheme {Lower(scheme)} has no port", out error);
        if (text is null)
            return port != 0 || Fail($"a target of scheme {Lower(scheme)} needs a port, for example {Lower(scheme)}://host:443", out error);
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65535)
            return true;
        return Fail($"the port \"{text[..Math.Min(text.Length, 20)]}\" is not a number from 1 to 65535", out error);
    }

    private static bool TryPath(TargetScheme scheme, string text, out string path, out string error)
    {
        error = "";
        path = "";
        if (scheme is TargetScheme.Http or TargetScheme.Https)
        {
            var fragment = text.IndexOf('#', StringComparison.Ordinal);
            var sent = fragment < 0 ? text : text[..fragment];
            path = sent.StartsWith('/') ? sent : "/" + sent;
            return true;
        }

        return text is "" or "/" || Fail($"a target of scheme {Lower(scheme)} has no path", out error);
    }

#pragma warning disable CA1308 // schemes are written in lower case (RFC 3986, 3.1)
    private static string Lower(TargetScheme scheme) => scheme.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
