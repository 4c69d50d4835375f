using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Writes a question (RFC 1035, 4.1) with EDNS (RFC 6891): recursion desired, no DNSSEC records.</summary>
internal static class DnsQueryWriter
{
    /// <summary>The longest question in octets.</summary>
    public const int MaximumLength = DnsMessage.HeaderLength + DnsName.MaximumLength + 4 + 11;

    /// <summary>RFC 9715 and DNS flag day 2020: the largest answer that crosses the Internet unfragmented.</summary>
    private const ushort UdpPayload = 1232;

    private const ushort Internet = 1;

    /// <summary>Writes it with an id that nobody can foretell, as an answer is believed by it (RFC 5452, 9.2).</summary>
    /// <returns>Its length; 0 for a name that can't be asked for.</returns>
    public static int Write(string name, DnsType type, Span<byte> query)
    {
        query = query[..MaximumLength];
        query.Clear();
        var length = DnsName.Write(name, query[DnsMessage.HeaderLength..]);
        if (length == 0)
            return 0;
        RandomNumberGenerator.Fill(query[..2]);
        query[2] = 1; // RD
        query[5] = 1; // one question
        query[11] = 1; // one additional record, OPT
        var rest = query[(DnsMessage.HeaderLength + length)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], Internet);
        BinaryPrimitives.WriteUInt16BigEndian(rest[5..], (ushort)DnsType.Opt); // of the root, in one octet
        BinaryPrimitives.WriteUInt16BigEndian(rest[7..], UdpPayload);
        return DnsMessage.HeaderLength + length + 4 + 11;
    }
}
