using System.Security.Cryptography;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>The server's half of a key agreement on P-256 (RFC 8446 section 4.2.8.2).</summary>
internal sealed class EcdheP256 : IDisposable
{
    public const ushort GroupId = 23;

    private const byte Uncompressed = 4;
    private const int Coordinate = 32;

    private readonly ECDiffieHellman key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The public point, uncompressed: 65 bytes.</summary>
    public byte[] PublicPoint()
    {
        var point = key.ExportParameters(false).Q;
        return [Uncompressed, .. point.X!, .. point.Y!];
    }

    /// <summary>The secret shared with the owner of <paramref name="peerPoint"/>.</summary>
    /// <exception cref="IOException">That is no point of the curve.</exception>
    public byte[] Agree(byte[] peerPoint)
    {
        try
        {
            using var peer = ECDiffieHellman.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = peerPoint[1..(1 + Coordinate)], Y = peerPoint[(1 + Coordinate)..] },
            });
            return key.DeriveRawSecretAgreement(peer.PublicKey);
        }
        catch (Exception invalid) when (invalid is CryptographicException or ArgumentOutOfRangeException)
        {
            throw new IOException("The client's key share is no point of P-256.", invalid);
        }
    }

    public void Dispose() => key.Dispose();
}
