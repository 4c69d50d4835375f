using System.Net;

namespace MoniTao.Connectivity.Model;

/// <summary>What is probed, parsed and normalized. Made by <see cref="TargetParser"/> only, so an instance is always valid.</summary>
/// <param name="Scheme">The last layer that must work.</param>
/// <param name="Host">Lower-case ASCII name (punycode for international names, no trailing dot unless given) or an address without brackets.</param>
/// <param name="Port">1 to 65535; 0 for <see cref="TargetScheme.Icmp"/> and <see cref="TargetScheme.Dns"/>.</param>
/// <param name="PathAndQuery">Starts with a slash for http and https; empty otherwise.</param>
public sealed record Target(TargetScheme Scheme, string Host, int Port, string PathAndQuery)
{
    /// <summary>The host when it is an address literal, else null. A literal skips the DNS layer.</summary>
    public IPAddress? Address { get; } = IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>True when the probe speaks TLS.</summary>
    public bool UsesTls => Scheme is TargetScheme.Https or TargetScheme.Tls;

    /// <summary>True when the probe speaks HTTP.</summary>
    public bool UsesHttp => Scheme is TargetScheme.Https or TargetScheme.Http;

    /// <summary>True when the probe opens a TCP connection.</summary>
    public bool UsesTcp => Scheme is not (TargetScheme.Icmp or TargetScheme.Dns);

    /// <summary>The host as it stands in a URL: an IPv6 literal in brackets.</summary>
    public string BracketedHost => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;

    /// <summary>Host and port as in an HTTP <c>Host</c> header: the default port of the scheme is left out (RFC 9110, 7.2).</summary>
    public string Authority => Port == 0 || Port == DefaultPort(Scheme) ? BracketedHost : $"{BracketedHost}:{Port}";

    /// <summary>The normalized URL without its query, which may hold what is nobody's business: for metrics and messages.</summary>
    public string WithoutQuery => ToString().Split('?')[0];

    /// <summary>The port a scheme stands for when none is given; 0 when there is none.</summary>
    public static int DefaultPort(TargetScheme scheme) => scheme switch
    {
        TargetScheme.Https => 443,
        TargetScheme.Http => 80,
        _ => 0,
    };

    /// <summary>The normalized URL.</summary>
    public override string ToString()
    {
#pragma warning disable CA1308 // schemes are written in lower case (RFC 3986, 3.1)
        return $"{Scheme.ToString().ToLowerInvariant()}://{Authority}{(PathAndQuery == "/" ? "" : PathAndQuery)}";
#pragma warning restore CA1308
    }
}
