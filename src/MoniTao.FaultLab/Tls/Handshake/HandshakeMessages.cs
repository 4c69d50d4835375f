using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>Handshake messages of a server, without their records (RFC 8446 section 4, RFC 5246 section 7.4).</summary>
internal static class HandshakeMessages
{
    private const ushort EcdsaP256Sha256 = 0x0403;
    private const ushort RsaPssSha256 = 0x0804;

    // RFC 8446 section 4.1.3: a ServerHello with this random is a HelloRetryRequest.
    private static readonly byte[] RetryRandom = SHA256.HashData("HelloRetryRequest"u8);

    /// <summary>Asks for a second ClientHello with a share for P-256, the one curve .NET can compute that every client knows.</summary>
    public static byte[] RetryForP256(ClientHello hello) =>
        ServerHello13(hello, RetryRandom, [0, 51, 0, 2, .. Short(EcdheP256.GroupId)]);

    public static byte[] ServerHello13(ClientHello hello, byte[] publicPoint)
    {
        byte[] share = [.. Short(EcdheP256.GroupId), .. Vector16(publicPoint)];
        return ServerHello13(hello, RandomNumberGenerator.GetBytes(32), [0, 51, .. Vector16(share)]);
    }

    /// <summary>TLS 1.2, ECDHE-ECDSA-AES128-GCM-SHA256, with the renegotiation_info (RFC 5746) that clients insist on.</summary>
    public static byte[] ServerHello12(byte[] random) => Message(2, [3, 3, .. random, 0, 0xC0, 0x2B, 0, 0, 5, 0xFF, 1, 0, 1, 0]);

    public static byte[] EncryptedExtensions() => Message(8, [0, 0]);

    public static byte[] CertificateRequest13() =>
        Message(13, [0, .. Vector16([0, 13, .. Vector16(Vector16(Short(EcdsaP256Sha256)))])]);

    public static byte[] CertificateRequest12() => Message(13, [1, 64, .. Vector16(Short(EcdsaP256Sha256)), 0, 0]);

    public static byte[] Certificate13(IEnumerable<X509Certificate2> chain) =>
        Message(11, [0, .. Vector24([.. chain.SelectMany(certificate => (byte[])[.. Vector24(certificate.RawData), 0, 0])])]);

    public static byte[] Certificate12(X509Certificate2 leaf) => Message(11, Vector24(Vector24(leaf.RawData)));

    /// <summary>The proof that the server has the key of its leaf (RFC 8446 section 4.4.3).</summary>
    public static byte[] CertificateVerify(X509Certificate2 leaf, byte[] transcript)
    {
        byte[] prefix = [.. Enumerable.Repeat((byte)0x20, 64), .. "TLS 1.3, server CertificateVerify\0"u8];
        return Message(15, Signature(leaf, [.. prefix, .. SHA256.HashData(transcript)]));
    }

    /// <summary>The server's signed key share (RFC 8422 section 5.4).</summary>
    public static byte[] ServerKeyExchange(X509Certificate2 leaf, byte[] clientRandom, byte[] serverRandom, byte[] publicPoint)
    {
        byte[] share = [3, .. Short(EcdheP256.GroupId), (byte)publicPoint.Length, .. publicPoint];
        return Message(12, [.. share, .. Signature(leaf, [.. clientRandom, .. serverRandom, .. share])]);
    }

    public static byte[] ServerHelloDone() => Message(14, []);

    public static byte[] Finished(byte[] verifyData) => Message(20, verifyData);

    /// <summary>What stands in the transcript for the first ClientHello after a retry (RFC 8446 section 4.4.1).</summary>
    public static byte[] HashOf(ClientHello first) => Message(254, SHA256.HashData(first.Message));

    private static byte[] ServerHello13(ClientHello hello, byte[] random, byte[] keyShare)
    {
        byte[] version = [0, 43, 0, 2, 3, 4];
        byte[] session = [(byte)hello.SessionId.Length, .. hello.SessionId];
        return Message(2, [3, 3, .. random, .. session, 0x13, 1, 0, .. Vector16([.. version, .. keyShare])]);
    }

    private static byte[] Signature(X509Certificate2 leaf, byte[] content)
    {
        if (leaf.GetECDsaPrivateKey() is { } ecdsa)
        {
            using (ecdsa)
            {
                var signature = ecdsa.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
                return [.. Short(EcdsaP256Sha256), .. Vector16(signature)];
            }
        }

        using var rsa = leaf.GetRSAPrivateKey() ?? throw new InvalidOperationException("The certificate has no key.");
        return [.. Short(RsaPssSha256), .. Vector16(rsa.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pss))];
    }

    private static byte[] Message(byte type, byte[] body) => [type, .. Vector24(body)];

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Vector16(byte[] content) => [.. Short(content.Length), .. content];

    private static byte[] Vector24(byte[] content) =>
        [(byte)(content.Length >> 16), (byte)(content.Length >> 8), (byte)content.Length, .. content];
}
