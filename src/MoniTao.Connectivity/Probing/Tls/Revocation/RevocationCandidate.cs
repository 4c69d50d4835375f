using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>A certificate of an accepted chain that its issuer may have taken back, copied out of the chain before that is disposed.</summary>
/// <param name="Subject">The distinguished name of the holder.</param>
/// <param name="Serial">The serial number, big-endian as in DER.</param>
/// <param name="Lists">Where the issuer says that its lists are, http only.</param>
/// <param name="Issuer">The certificate of the issuer, in DER.</param>
internal sealed record RevocationCandidate(string Subject, ReadOnlyMemory<byte> Serial, IReadOnlyList<string> Lists, byte[] Issuer)
{
    /// <summary>A chain is no longer than this in practice, and each element may cost a fetch.</summary>
    private const int Most = 4;

    /// <summary>The leaf first; the root is not among them, for nobody stands above it.</summary>
    public static IReadOnlyList<RevocationCandidate> Of(X509Chain chain)
    {
        var elements = chain.ChainElements.Select(e => e.Certificate).ToList();
        return
        [
            .. elements.Zip(elements.Skip(1)).Take(Most).Select(pair => new RevocationCandidate(
                ChainElement.Of(pair.First).Subject, pair.First.SerialNumberBytes, DistributionPoints.Of(pair.First), pair.Second.RawData)),
        ];
    }
}
