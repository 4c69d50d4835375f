using System.Buffers.Binary;
using System.Text;

namespace MoniTao.FaultLab.Dns;

/// <summary>A reply to be written: well-formed by default, and as wrong as its properties say.</summary>
public sealed record DnsReply
{
    private const ushort Response = 0x8000;
    private const ushort TruncationFlag = 0x0200;
    private const ushort RecursionDesiredAndAvailable = 0x0180;
    private const ushort InternetClass = 1;
    private const ushort OptType = 41;
    private const ushort UdpPayload = 1232;
    private const ushort ExtendedErrorOption = 15;

    /// <summary>The response code.</summary>
    public DnsReplyCode Code { get; init; }

    /// <summary>The TC bit.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The answer section.</summary>
    public IReadOnlyList<DnsRecord> Answers { get; init; } = [];

    /// <summary>The authority section.</summary>
    public IReadOnlyList<DnsRecord> Authorities { get; init; } = [];

    /// <summary>The info-code of an extended error (RFC 8914), or null for none.</summary>
    public ushort? ExtendedError { get; init; }

    /// <summary>The text that goes with <see cref="ExtendedError"/>.</summary>
    public string ExtendedErrorText { get; init; } = "";

    /// <summary>The message, without the length prefix of TCP.</summary>
    public byte[] ToBytes(DnsQuery query)
    {
        var flags = (ushort)(Response | RecursionDesiredAndAvailable | (IsTruncated ? TruncationFlag : 0) | (int)Code);
        return
        [
            .. Short(query.Id), .. Short(flags),
            .. Short(1), .. Short(Answers.Count), .. Short(Authorities.Count), .. Short(ExtendedError is null ? 0 : 1),
            .. query.Question.Span,
            .. Answers.SelectMany(Record),
            .. Authorities.SelectMany(Record),
            .. ExtendedError is { } error ? Opt(error) : [],
        ];
    }

    private static byte[] Record(DnsRecord record)
    {
        var seconds = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(seconds, record.Seconds);
        byte[] kind = [.. Short((int)record.Type), .. Short(InternetClass)];
        return [.. DnsRecord.Name(record.Owner), .. kind, .. seconds, .. Short(record.Data.Length), .. record.Data];
    }

    /// <summary>The pseudo-record of EDNS (RFC 6891 section 6.1.2) with one option.</summary>
    private byte[] Opt(ushort error)
    {
        byte[] option = [.. Short(error), .. Encoding.UTF8.GetBytes(ExtendedErrorText)];
        byte[] data = [.. Short(ExtendedErrorOption), .. Short(option.Length), .. option];
        return [0, .. Short(OptType), .. Short(UdpPayload), 0, 0, 0, 0, .. Short(data.Length), .. data];
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];
}
