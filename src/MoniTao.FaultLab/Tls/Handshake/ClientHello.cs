using System.Buffers.Binary;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>A client's first message (RFC 8446 section 4.1.2), as far as a server needs it.</summary>
/// <param name="Message">The whole handshake message, for the transcript.</param>
/// <param name="Random">32 bytes.</param>
/// <param name="SessionId">To be echoed.</param>
/// <param name="P256Share">The client's public point for P-256, uncompressed, or null when it sent none.</param>
internal sealed record ClientHello(byte[] Message, byte[] Random, byte[] SessionId, byte[]? P256Share)
{
    private const int MessageHeader = 4;
    private const ushort KeyShareExtension = 51;

    /// <summary>Reads the next ClientHello, past the ChangeCipherSpec that clients put between two.</summary>
    /// <exception cref="IOException">The client left, or sent something else.</exception>
    public static async Task<ClientHello> ReadAsync(FaultConnection connection)
    {
        var (type, fragment) = await TlsRecords.ReadAsync(connection);
        if (type == TlsRecords.ChangeCipherSpecType)
        {
            (type, fragment) = await TlsRecords.ReadAsync(connection);
        }

        return type == TlsRecords.HandshakeType ? Parse(fragment) : throw new IOException("No ClientHello.");
    }

    /// <summary>Parses one that came in a single record, as those of OpenSSL do.</summary>
    /// <exception cref="IOException">It is cut or no ClientHello.</exception>
    public static ClientHello Parse(byte[] message)
    {
        try
        {
            var rest = message.AsSpan(MessageHeader + 2);
            var random = Take(ref rest, 32).ToArray();
            var session = Take(ref rest, Take(ref rest, 1)[0]).ToArray();
            Take(ref rest, Short(ref rest)); // cipher suites
            Take(ref rest, Take(ref rest, 1)[0]); // compression
            var extensions = Take(ref rest, Short(ref rest));
            byte[]? share = null;
            while (extensions.Length > 0)
            {
                var type = Short(ref extensions);
                var data = Take(ref extensions, Short(ref extensions));
                share = type == KeyShareExtension ? FindShare(data) : share;
            }

            return new ClientHello(message, random, session, share);
        }
        catch (ArgumentOutOfRangeException cut)
        {
            throw new IOException("The ClientHello is cut.", cut);
        }
    }

    private static byte[]? FindShare(Span<byte> data)
    {
        var shares = Take(ref data, Short(ref data));
        while (shares.Length > 0)
        {
            var group = Short(ref shares);
            var key = Take(ref shares, Short(ref shares));
            if (group == EcdheP256.GroupId)
            {
                return key.ToArray();
            }
        }

        return null;
    }

    private static Span<byte> Take(ref Span<byte> rest, int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private static ushort Short(ref Span<byte> rest) => BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2));
}
