using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Model;

/// <summary>One entry of <c>dns.resolvers</c>: <c>system</c>, or the address of a DNS server.</summary>
/// <param name="Server">The server, or null for the resolvers of <c>/etc/resolv.conf</c> with its search list.</param>
public sealed record ResolverAddress(IPEndPoint? Server)
{
    /// <summary>The resolvers of this machine or pod.</summary>
    public static readonly ResolverAddress System = new((IPEndPoint?)null);

    /// <summary>The port of DNS (RFC 1035, 4.2).</summary>
    public const int DefaultPort = 53;

    /// <summary>Parses <c>system</c>, <c>1.1.1.1</c>, <c>8.8.8.8:53</c>, <c>2001:db8::1</c> or <c>[2001:db8::1]:53</c>.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ResolverAddress? resolver, out string error)
    {
        resolver = null;
        error = "";
        if (text == "system")
        {
            resolver = System;
            return true;
        }

        // IPEndPoint.TryParse also takes 127.1 and octal, and gives port 0 where there is none
        if (IPEndPoint.TryParse(text, out var server) && IsPlain(text, server) && (server.Port != 0 || !HasPort(text)))
            resolver = new ResolverAddress(server.Port == 0 ? new IPEndPoint(server.Address, DefaultPort) : server);
        else
            error = $"\"{text}\" is neither \"system\" nor the address of a DNS server, such as 1.1.1.1 or 8.8.8.8:53";
        return resolver is not null;
    }

    private static bool IsPlain(string text, IPEndPoint server) =>
        server.AddressFamily == AddressFamily.InterNetworkV6 || text.Split(':')[0] == server.Address.ToString();

    private static bool HasPort(string text) => text.StartsWith('[') ? !text.EndsWith(']') : text.Count(c => c == ':') == 1;

    /// <summary>The entry as a user writes it.</summary>
    public override string ToString() =>
        Server is null ? "system" : Server.Port == DefaultPort ? Server.Address.ToString() : Server.ToString();
}
