using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>The addresses of this machine, which errors and the choice of a family depend on.</summary>
internal static class OwnAddresses
{
    // linux/net/ipv6.h: the scopes of addresses that reach no further than this machine or its link
    private const string LoopbackScope = "10";
    private const string LinkScope = "20";

    /// <summary>True for an address of this machine: only such a one can be bound to (bind(2)).</summary>
    public static bool Holds(IPAddress? address)
    {
        if (address is null)
            return false;
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether this machine takes part in IPv6: true with an address that reaches beyond its link (proc(5): <c>/proc/net/if_inet6</c>),
    /// null where the kernel does not tell.
    /// </summary>
    public static bool? HasSix()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        return KernelFile.Read("/proc/net/if_inet6") is { } table && HasSix(table); // without IPv6 there is no such file
    }

    /// <summary>Columns: address, index of the link, length of the prefix, scope, flags, link.</summary>
    internal static bool HasSix(string table) =>
        table.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(f => f.Length >= 6 && f[3] is not (LoopbackScope or LinkScope));
}
