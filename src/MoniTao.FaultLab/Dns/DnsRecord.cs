using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MoniTao.FaultLab.Dns;

/// <summary>A resource record (RFC 1035 section 4.1.3).</summary>
/// <param name="Owner">The name it belongs to, without the final dot; empty for the root.</param>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its RDATA in wire format.</param>
/// <param name="Seconds">Its time to live.</param>
public sealed record DnsRecord(string Owner, DnsRecordType Type, byte[] Data, uint Seconds = 30)
{
    /// <summary>An A or AAAA record, by the family of the address.</summary>
    public static DnsRecord Address(string owner, IPAddress address) => new(
        owner,
        address.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa,
        address.GetAddressBytes());

    /// <summary>An alias.</summary>
    public static DnsRecord Cname(string owner, string target) => new(owner, DnsRecordType.Cname, Name(target));

    /// <summary>A name server of a zone.</summary>
    public static DnsRecord Ns(string zone, string server) => new(zone, DnsRecordType.Ns, Name(server));

    /// <summary>The start of a zone, as it stands in the authority section of a negative answer (RFC 2308 section 2).</summary>
    public static DnsRecord Soa(string zone) => new(
        zone,
        DnsRecordType.Soa,
        [.. Name("ns." + zone), .. Name("hostmaster." + zone), 0, 0, 0, 1, 0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0, 30]);

    /// <summary>A name in wire format, without compression.</summary>
    internal static byte[] Name(string name) =>
        [.. name.Split('.', StringSplitOptions.RemoveEmptyEntries).SelectMany(Label), 0];

    private static byte[] Label(string label) => [(byte)label.Length, .. Encoding.ASCII.GetBytes(label)];
}
