using System.Buffers.Binary;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tls;

/// <summary>TLS records written byte by byte (RFC 8446 sections 5.1 and 6), for servers that break the rules.</summary>
internal static class TlsRecords
{
    public const byte ChangeCipherSpecType = 20;
    public const byte AlertType = 21;
    public const byte HandshakeType = 22;
    public const byte ApplicationDataType = 23;

    private const int HeaderLength = 5;
    private const byte FatalLevel = 2;
    private const int LongestFragment = 16 * 1024;

    /// <summary>A fatal alert, in the clear as it is before keys are agreed.</summary>
    public static byte[] Alert(TlsAlert alert) => Record(AlertType, Fatal(alert));

    /// <summary>The two bytes of a fatal alert, without a record.</summary>
    public static byte[] Fatal(TlsAlert alert) => [FatalLevel, (byte)alert];

    /// <summary>The orderly end, without a record.</summary>
    public static byte[] CloseNotify => [1, 0];

    /// <summary>A record of handshake messages in the clear.</summary>
    public static byte[] Handshake(byte[] messages) => Record(HandshakeType, messages);

    /// <summary>Reads the next record, whatever it holds.</summary>
    /// <exception cref="IOException">The client left.</exception>
    public static async Task<(byte Type, byte[] Fragment)> ReadAsync(FaultConnection connection)
    {
        var header = new byte[HeaderLength];
        await connection.Stream.ReadExactlyAsync(header, connection.Lifetime);
        var fragment = new byte[BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(3))];
        await connection.Stream.ReadExactlyAsync(fragment, connection.Lifetime);
        return (header[0], fragment);
    }

    /// <summary>A proper record header around a handshake message of a type that does not exist.</summary>
    public static byte[] UnknownHandshake() => Record(HandshakeType, [99, 0, 0, 4, 1, 2, 3, 4]);

    /// <summary>Application data before any key is agreed.</summary>
    public static byte[] EarlyApplicationData() => Record(ApplicationDataType, "no keys yet"u8.ToArray());

    /// <summary>A record of 64 KiB, four times what a record may hold.</summary>
    public static byte[] OverlongRecord() => Record(HandshakeType, new byte[ushort.MaxValue]);

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
