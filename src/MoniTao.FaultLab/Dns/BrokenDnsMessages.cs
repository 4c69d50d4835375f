namespace MoniTao.FaultLab.Dns;

/// <summary>Replies that no resolver should send and no client should believe.</summary>
internal static class BrokenDnsMessages
{
    private static readonly DnsScript Sound = DnsScripts.Addresses("127.0.0.1", "::1");

    /// <summary>The right identifier, then noise that claims many records.</summary>
    public static byte[] Noise(DnsQuery query) =>
        [(byte)(query.Id >> 8), (byte)query.Id, 0x81, 0x80, .. Enumerable.Repeat((byte)0xAB, 60)];

    /// <summary>A record whose name points to itself (RFC 1035 section 4.1.4 allows pointers to a prior name only).</summary>
    public static byte[] PointerLoop(DnsQuery query)
    {
        var reply = new DnsReply().ToBytes(query);
        reply[7] = 1; // ANCOUNT
        byte[] pointerToItself = [0xC0, (byte)reply.Length];
        return [.. reply, .. pointerToItself, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 127, 0, 0, 1];
    }

    /// <summary>A header that announces a record and ends before it.</summary>
    public static byte[] CutShort(DnsQuery query)
    {
        var reply = Sound(query)!;
        return reply[..^3];
    }

    /// <summary>A sound reply to a question nobody asked.</summary>
    public static byte[] WrongQuestion(DnsQuery query)
    {
        var reply = Sound(query)!;
        reply[DnsQuery.HeaderLength + 1] ^= 1; // another first letter, in the same case
        return reply;
    }

    /// <summary>A sound reply to a query nobody sent, as an off-path forger's first guess.</summary>
    public static byte[] WrongId(DnsQuery query) => Sound(query with { Id = (ushort)(query.Id ^ 0x5555) })!;
}
