using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>Seals records with AES-128-GCM under one traffic secret (RFC 8446 sections 5.2 and 5.3).</summary>
internal sealed class Tls13Writer(byte[] secret) : IDisposable
{
    private const int KeyLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm cipher = new(Tls13Secrets.Expand(secret, "key", [], KeyLength), TagLength);
    private readonly byte[] iv = Tls13Secrets.Expand(secret, "iv", [], NonceLength);
    private ulong sequence;

    /// <summary>One record around <paramref name="content"/>, whose true type is hidden inside.</summary>
    public byte[] Seal(byte type, byte[] content)
    {
        byte[] inner = [.. content, type];
        var length = inner.Length + TagLength;
        byte[] header = [TlsRecords.ApplicationDataType, 3, 3, (byte)(length >> 8), (byte)length];
        var sealedContent = new byte[inner.Length];
        var tag = new byte[TagLength];
        cipher.Encrypt(NextNonce(), inner, sealedContent, tag, header);
        return [.. header, .. sealedContent, .. tag];
    }

    public void Dispose() => cipher.Dispose();

    private byte[] NextNonce()
    {
        var nonce = iv.ToArray();
        var counter = BinaryPrimitives.ReadUInt64BigEndian(nonce.AsSpan(NonceLength - sizeof(ulong))) ^ sequence++;
        BinaryPrimitives.WriteUInt64BigEndian(nonce.AsSpan(NonceLength - sizeof(ulong)), counter);
        return nonce;
    }
}
