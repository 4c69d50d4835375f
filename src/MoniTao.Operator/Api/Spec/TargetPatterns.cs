namespace MoniTao.Operator.Api.Spec;

/// <summary>
/// The regular expressions of the rules on <c>spec.target</c>: written once, read by the CEL rule and by its twin. They use only
/// what RE2 and .NET understand alike. The whole truth is in <see cref="Connectivity.Model.TargetParser"/>; these are what an
/// API server can already refuse.
/// </summary>
public static class TargetPatterns
{
    /// <summary>A supported scheme and something after it that could be a host; no white space.</summary>
    public const string Shape = @"^(https?|tls|tcp|icmp|dns)://[^\s/?#:]\S*$";

    /// <summary>User information before the host.</summary>
    public const string UserInformation = "^[a-z]+://[^/?#]*@";

    /// <summary>More than one colon outside brackets.</summary>
    public const string BareIpv6 = @"^[a-z]+://[^/?#\[]*:[^/?#\[]*:";

    /// <summary>A leading dot, or two dots in a row.</summary>
    public const string EmptyLabel = @"^[a-z]+://(\.|[^/?#]*\.\.)";

    /// <summary>A label of more than 63 characters, or a host of more than 254 (with a final dot).</summary>
    public const string TooLong = @"^[a-z]+://([^/?#]*[^/?#.:@\[\]]{64}|[^/?#:]{255})";

    /// <summary>A host without brackets or a literal within, and the colon of a port.</summary>
    public const string WithPort = @"^[a-z]+://([^\s/?#:\[]*|\[[^/?#\]]*\]):";

    /// <summary>A port from 1 to 65535.</summary>
    public const string GoodPort =
        WithPort + "0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])([/?#]|$)";

    /// <summary>The schemes that need a port.</summary>
    public const string NeedsPort = "^(tls|tcp)://";

    /// <summary>A port and nothing after it.</summary>
    public const string EndsWithPort = @"^[a-z]+://[^/?#]*:[^/?#:\]]+/?$";

    /// <summary>The schemes that have a host only.</summary>
    public const string HostOnlyScheme = "^(icmp|dns)://";

    /// <summary>A host and nothing after it.</summary>
    public const string HostOnly = @"^[a-z]+://([^/?#:\[]+|\[[^/?#\]]+\])/?$";

    /// <summary>A DNS target whose name is an address.</summary>
    public const string DnsOfAddress = @"^dns://(\[|[0-9.]+/?$)";

    /// <summary>The schemes that speak HTTP.</summary>
    public const string HttpScheme = "^https?://";

    /// <summary>The schemes that speak TLS; http is among them because a redirect may lead to https.</summary>
    public const string TlsScheme = "^(https?|tls)://";
}
