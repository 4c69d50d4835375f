namespace MoniTao.FaultLab.Tls;

/// <summary>TLS records written byte by byte (RFC 8446 sections 5.1 and 6), for servers that break the rules.</summary>
internal static class TlsRecords
{
    public const int HeaderLength = 5;

    private const byte AlertType = 21;
    private const byte HandshakeType = 22;
    private const byte ApplicationDataType = 23;
    private const byte FatalLevel = 2;
    private const int LongestFragment = 16 * 1024;

    /// <summary>A fatal alert, in the clear as it is before keys are agreed.</summary>
    public static byte[] Alert(TlsAlert alert) => Record(AlertType, [FatalLevel, (byte)alert]);

    /// <summary>A proper record header around a handshake message of a type that does not exist.</summary>
    public static byte[] UnknownHandshake() => Record(HandshakeType, [99, 0, 0, 4, 1, 2, 3, 4]);

    /// <summary>Application data before any key is agreed.</summary>
    public static byte[] EarlyApplicationData() => Record(ApplicationDataType, "no keys yet"u8.ToArray());

    /// <summary>A record of 64 KiB, four times what a record may hold.</summary>
    public static byte[] OverlongRecord() => Record(HandshakeType, new byte[ushort.MaxValue]);

    /// <summary>
    /// A TLS 1.2 ServerHello that agrees to ECDHE-ECDSA-AES128-GCM-SHA256. It carries renegotiation_info (RFC 5746), without which
    /// current clients hang up for that alone.
    /// </summary>
    public static byte[] ServerHello12()
    {
        byte[] body = [3, 3, .. Enumerable.Repeat((byte)0x5A, 32), 0, 0xC0, 0x2B, 0, 0, 5, 0xFF, 1, 0, 1, 0];
        return Record(HandshakeType, [2, 0, 0, (byte)body.Length, .. body]);
    }

    /// <summary>The records of a Certificate message whose list is <paramref name="length"/> bytes long.</summary>
    /// <param name="certificate">One DER certificate, repeated to fill the list.</param>
    /// <param name="length">At least this many bytes; the last certificate is never cut.</param>
    public static IEnumerable<byte[]> CertificateChain(byte[] certificate, int length)
    {
        byte[] entry = [.. Length24(certificate.Length), .. certificate];
        var count = (length / entry.Length) + 1;
        var list = count * entry.Length;
        yield return Record(HandshakeType, [11, .. Length24(list + 3), .. Length24(list)]);

        var perRecord = LongestFragment / entry.Length;
        for (var sent = 0; sent < count; sent += perRecord)
        {
            yield return Record(HandshakeType, [.. Enumerable.Repeat(entry, Math.Min(perRecord, count - sent)).SelectMany(bytes => bytes)]);
        }
    }

    private static byte[] Record(byte type, byte[] fragment) =>
        [type, 3, 3, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];

    private static byte[] Length24(int length) => [(byte)(length >> 16), (byte)(length >> 8), (byte)length];
}
