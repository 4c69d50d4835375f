using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace MoniTao.FaultLab.Dns;

/// <summary>A query as it came over the wire (RFC 1035 section 4.1).</summary>
/// <param name="Id">The identifier a reply must repeat.</param>
/// <param name="Name">The name asked for, lower case, without the final dot.</param>
/// <param name="Type">The record type asked for.</param>
/// <param name="Question">The question section as it came, to be repeated.</param>
/// <param name="OverTcp">How it came.</param>
public sealed record DnsQuery(ushort Id, string Name, DnsRecordType Type, ReadOnlyMemory<byte> Question, bool OverTcp)
{
    /// <summary>Who asked; null over TCP, where nobody else can answer.</summary>
    public IPEndPoint? From { get; init; }

    internal const int HeaderLength = 12;
    private const int LongestLabel = 63;

    /// <summary>Reads a query of one question.</summary>
    /// <returns>Null for anything that is not one: a scripted server owes strangers nothing.</returns>
    public static DnsQuery? Parse(ReadOnlyMemory<byte> message, bool overTcp)
    {
        var bytes = message.Span;
        if (bytes.Length < HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]) != 1)
        {
            return null;
        }

        var name = new StringBuilder();
        var at = HeaderLength;
        while (at < bytes.Length && bytes[at] != 0)
        {
            var length = bytes[at];
            if (length > LongestLabel || at + 1 + length >= bytes.Length)
            {
                return null;
            }

            name.Append(name.Length == 0 ? "" : ".").Append(Encoding.ASCII.GetString(bytes.Slice(at + 1, length)));
            at += 1 + length;
        }

        var end = at + 5; // the root label, type and class
        return end > bytes.Length
            ? null
            : new DnsQuery(
                BinaryPrimitives.ReadUInt16BigEndian(bytes),
                name.ToString().ToLowerInvariant(),
                (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 1)..]),
                message[HeaderLength..end],
                overTcp);
    }
}
