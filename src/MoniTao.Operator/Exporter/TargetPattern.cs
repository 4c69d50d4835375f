using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Enumeration;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Exporter;

/// <summary>
/// A pattern of targets: <c>https://*.example.com</c>, <c>tcp://db.example.com:5432</c>, <c>icmp://*</c>. A star stands for any
/// characters of a host, for any port, or for any scheme. It is matched with the name that is asked for, before anything is sent:
/// whoever controls the name's DNS decides where the packets go.
/// </summary>
public sealed class TargetPattern
{
    private const string Any = "*";

    private readonly string _text;
    private readonly TargetScheme? _scheme;
    private readonly string _host;
    private readonly int? _port;

    private TargetPattern(string text, TargetScheme? scheme, string host, int? port) => (_text, _scheme, _host, _port) = (text, scheme, host, port);

    /// <summary>Reads a pattern; else tells in one phrase what is wrong.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out TargetPattern? pattern, out string error)
    {
        (pattern, error) = (null, "");
        var parts = text.Split("://");
        if (parts.Length != 2 || parts[1].AsSpan().IndexOfAny('/', '@', '?') >= 0)
            error = "a pattern is scheme://host or scheme://host:port, with no path";
        else if (!TryScheme(parts[0], out var scheme))
            error = "the scheme is one of https, http, tls, tcp, icmp, dns and *";
        else if (!TrySplit(parts[1], scheme, out var host, out var port))
            error = "the host is missing, or the port is neither a number from 1 to 65535 nor *";
        else
            pattern = new TargetPattern(text, scheme, host, port);
        return pattern is not null;
    }

    /// <summary>True when the target may be probed.</summary>
    public bool Allows(Target target) => Allows(target.Scheme, target.Host, target.Port);

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>True for this scheme, host (without brackets) and port.</summary>
    internal bool Allows(TargetScheme scheme, string host, int port) =>
        (_scheme is null || _scheme == scheme) && (_port is null || _port == port)
        && FileSystemName.MatchesSimpleExpression(_host, host.TrimEnd('.'), ignoreCase: true);

    private static bool TryScheme(string text, out TargetScheme? scheme)
    {
        scheme = text != Any && Enum.TryParse<TargetScheme>(text, ignoreCase: true, out var known) && text.All(char.IsAsciiLetter) ? known : null;
        return scheme is not null || text == Any;
    }

    /// <summary>Without a port: the one of the scheme, and any where the scheme has none.</summary>
    private static bool TrySplit(string authority, TargetScheme? scheme, out string host, out int? port)
    {
        var colon = authority.LastIndexOf(':');
        var given = colon > authority.LastIndexOf(']') ? authority[(colon + 1)..] : null;
        host = (given is null ? authority : authority[..colon]).Trim('[', ']');
        port = given is null && scheme is { } s && Target.DefaultPort(s) is var standard and not 0 ? standard : null;
        if (given is null or Any)
            return host.Length > 0;
        port = int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return host.Length > 0 && port is > 0 and <= 65535;
    }
}
