using System.Security.Cryptography;
using System.Text;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>The key schedule of TLS 1.3 with SHA-256 (RFC 8446 section 7.1), the server's side only.</summary>
internal sealed class Tls13Secrets(byte[] sharedSecret)
{
    private const int Length = 32;

    private readonly byte[] handshake = HKDF.Extract(
        HashAlgorithmName.SHA256,
        sharedSecret,
        Derive(HKDF.Extract(HashAlgorithmName.SHA256, new byte[Length], new byte[Length]), "derived", SHA256.HashData([])));

    /// <summary>The server's secret for its encrypted handshake messages.</summary>
    public byte[] ServerHandshake(byte[] transcript) => Derive(handshake, "s hs traffic", SHA256.HashData(transcript));

    /// <summary>The server's secret for everything after its Finished.</summary>
    public byte[] ServerApplication(byte[] transcript)
    {
        var master = HKDF.Extract(HashAlgorithmName.SHA256, new byte[Length], Derive(handshake, "derived", SHA256.HashData([])));
        return Derive(master, "s ap traffic", SHA256.HashData(transcript));
    }

    /// <summary>The content of a Finished message (RFC 8446 section 4.4.4).</summary>
    public static byte[] Finished(byte[] secret, byte[] transcript) =>
        HMACSHA256.HashData(Expand(secret, "finished", [], Length), SHA256.HashData(transcript));

    /// <summary>HKDF-Expand-Label.</summary>
    public static byte[] Expand(byte[] secret, string label, byte[] context, int length)
    {
        var name = Encoding.ASCII.GetBytes("tls13 " + label);
        byte[] info = [(byte)(length >> 8), (byte)length, (byte)name.Length, .. name, (byte)context.Length, .. context];
        return HKDF.Expand(HashAlgorithmName.SHA256, secret, length, info);
    }

    private static byte[] Derive(byte[] secret, string label, byte[] hash) => Expand(secret, label, hash, Length);
}
