using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>The kernel's main routing table as it prints it (proc(5): <c>/proc/net/route</c>, <c>/proc/net/ipv6_route</c>).</summary>
internal static class RouteTable
{
    // linux/route.h: the route is usable, and leads through a gateway
    private const uint Up = 1;
    private const uint Gateway = 2;

    /// <summary>The first hop towards an address.</summary>
    /// <param name="Interface">Its name.</param>
    /// <param name="Gateway">Null when the address is on the link itself.</param>
    internal sealed record Hop(string Interface, IPAddress? Gateway);

    /// <summary>The hop of the longest prefix; null without one and where there is no such table.</summary>
    public static Hop? Find(IPAddress remote)
    {
        var six = remote.AddressFamily == AddressFamily.InterNetworkV6;
        var text = KernelFile.Read(six ? "/proc/net/ipv6_route" : "/proc/net/route");
        return text is null ? null : six ? FindSix(text, remote) : FindFour(text, remote);
    }

    internal static Hop? FindFour(string table, IPAddress remote)
    {
        var address = BinaryPrimitives.ReadUInt32LittleEndian(remote.GetAddressBytes()); // the table prints a __be32 in host order
        return Rows(table).Where(IsFour).Where(f => (Hex(f[3]) & Up) != 0 && (address & Hex(f[7])) == Hex(f[1]))
            .OrderByDescending(f => BinaryPrimitives.ReverseEndianness(Hex(f[7])))
            .ThenBy(f => uint.Parse(f[6], NumberStyles.None, CultureInfo.InvariantCulture))
            .Select(f => new Hop(f[0], (Hex(f[3]) & Gateway) == 0 ? null : new IPAddress(Hex(f[2]))))
            .FirstOrDefault();
    }

    internal static Hop? FindSix(string table, IPAddress remote) =>
        Rows(table).Where(IsSix).Where(f => (Hex(f[8]) & Up) != 0 && Holds(f[0], (int)Hex(f[1]), remote))
            .OrderByDescending(f => Hex(f[1])).ThenBy(f => Hex(f[5]))
            .Select(f => new Hop(f[9], (Hex(f[8]) & Gateway) == 0 ? null : new IPAddress(Convert.FromHexString(f[4]))))
            .FirstOrDefault();

    // a sandbox prints tables of its own: a row that can't be read is passed over, as is the heading
    private static bool IsFour(string[] f) =>
        f.Length >= 8 && IsHex(f[1]) && IsHex(f[2]) && IsHex(f[3]) && IsHex(f[7]) && uint.TryParse(f[6], NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static bool IsSix(string[] f) =>
        f.Length >= 10 && IsHex(f[0], 32, 32) && IsHex(f[1]) && Hex(f[1]) <= 128 && IsHex(f[4], 32, 32) && IsHex(f[5]) && IsHex(f[8]);

    private static bool IsHex(string text, int minimum = 1, int maximum = 8) =>
        text.Length >= minimum && text.Length <= maximum && text.All(char.IsAsciiHexDigit);

    private static bool Holds(string prefix, int length, IPAddress remote)
    {
        var shift = 128 - length;
        var network = BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(prefix));
        var address = BinaryPrimitives.ReadUInt128BigEndian(remote.GetAddressBytes());
        return shift == 128 || network >> shift == address >> shift; // a shift by 128 would be one by 0
    }

    private static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
