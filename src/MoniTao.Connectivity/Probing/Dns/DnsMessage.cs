using System.Buffers.Binary;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Just enough of the wire format (RFC 1035, 4.1) to tell the answer to a question from anything else.</summary>
internal static class DnsMessage
{
    public const int HeaderLength = 12;

    /// <summary>True for a response with one question at most in a frame that can be one; says nothing of the records.</summary>
    public static bool IsResponse(ReadOnlySpan<byte> message) =>
        message.Length >= HeaderLength && (message[2] & 0x80) != 0 && BinaryPrimitives.ReadUInt16BigEndian(message[4..]) <= 1;

    public static bool SameId(ReadOnlySpan<byte> query, ReadOnlySpan<byte> message) =>
        message.Length >= 2 && message[..2].SequenceEqual(query[..2]);

    /// <summary>
    /// True when a response repeats the question of a query of ours; upper and lower case are alike (RFC 4343). An error may
    /// come without the question. One that ends too soon is not another one: to find it unreadable is the reader's part.
    /// </summary>
    public static bool SameQuestion(ReadOnlySpan<byte> query, ReadOnlySpan<byte> response)
    {
        if (BinaryPrimitives.ReadUInt16BigEndian(response[4..]) == 0)
            return (response[3] & 0x0F) != 0;
        var asked = Question(query);
        var repeated = response[HeaderLength..];
        repeated = repeated[..Math.Min(asked.Length, repeated.Length)];
        var name = Math.Min(asked.Length - 4, repeated.Length); // a type may look like a letter
        return DnsName.Same(asked[..name], repeated[..name]) && asked[name..repeated.Length].SequenceEqual(repeated[name..]);
    }

    public static bool IsTruncated(ReadOnlySpan<byte> message) => IsResponse(message) && (message[2] & 0x02) != 0;

    /// <summary>Name, type and class of a query (RFC 1035, 4.1.2); empty when it is none.</summary>
    public static ReadOnlySpan<byte> Question(ReadOnlySpan<byte> query)
    {
        var end = HeaderLength;
        while (end < query.Length && query[end] != 0)
            end += query[end] + 1;
        end += 5; // the root label, type and class
        return end <= query.Length ? query[HeaderLength..end] : default;
    }
}
