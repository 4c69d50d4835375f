using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// Just enough of the wire format (RFC 1035, 4.1) to ask a question ourselves and to read the header of what comes back:
/// the witness that tells silence from a closed port, and a cut answer from garbage.
/// </summary>
internal static class DnsMessage
{
    private const int HeaderLength = 12;

    public static byte[] Query(string name, AddressFamily family)
    {
        var labels = name.TrimEnd('.').Split('.');
        var message = new byte[HeaderLength + labels.Sum(l => l.Length + 1) + 1 + 4];
        RandomNumberGenerator.Fill(message.AsSpan(0, 2));
        message[2] = 0x01; // recursion desired
        message[5] = 1; // one question
        var at = HeaderLength;
        foreach (var label in labels)
        {
            message[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, message.AsSpan(at));
        }

        at++; // the root label
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), (ushort)(family == AddressFamily.InterNetworkV6 ? 28 : 1));
        message[at + 3] = 1; // IN
        return message;
    }

    /// <summary>True for a response with one question at most in a frame that can be one; says nothing of the records.</summary>
    public static bool IsResponse(ReadOnlySpan<byte> message) =>
        message.Length >= HeaderLength && (message[2] & 0x80) != 0 && BinaryPrimitives.ReadUInt16BigEndian(message[4..]) <= 1;

    public static bool SameId(ReadOnlySpan<byte> query, ReadOnlySpan<byte> message) =>
        message.Length >= 2 && message[..2].SequenceEqual(query[..2]);

    public static bool IsTruncated(ReadOnlySpan<byte> message) => (message[2] & 0x02) != 0;
}
