using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing;

/// <summary>An ICMP error that answered a packet of ours, and who sent it.</summary>
/// <param name="Family">InterNetwork for ICMP (RFC 792), InterNetworkV6 for ICMPv6 (RFC 4443): types and codes differ.</param>
/// <param name="Type">The ICMP type.</param>
/// <param name="Code">The ICMP code.</param>
/// <param name="Offender">The device that sent it; null when the kernel does not know.</param>
public sealed record IcmpError(AddressFamily Family, byte Type, byte Code, IPAddress? Offender)
{
    /// <summary>True when this machine sent it to itself, on the way to somebody else: a rule of its own firewall.</summary>
    public bool FromHere { get; init; }

    /// <summary>Nothing may pass to the port: what a REJECT rule and a Service without endpoints send.</summary>
    public bool IsPortUnreachable => Is((3, 3), (1, 4));

    /// <summary>A firewall says that the way is prohibited (RFC 1812, 5.2.7.1; RFC 4443, 3.1).</summary>
    public bool IsProhibited => Is((3, 13), (1, 1)) || Is((3, 9), (1, 5)) || Is((3, 10), (1, 6));

    /// <summary>The packet expired on its way: it went in circles.</summary>
    public bool IsTimeExceeded => Is((11, 0), (3, 0));

    /// <summary>A router has no way to the network.</summary>
    public bool IsNetworkUnreachable => Is((3, 0), (1, 0)) || Is((3, 6), (1, 0));

    private bool Is((byte Type, byte Code) four, (byte Type, byte Code) six) =>
        (Type, Code) == (Family == AddressFamily.InterNetworkV6 ? six : four);
}
