using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>The chain of certificates as the server sent it, one line each, and the link that is missing.</summary>
internal static class ChainLines
{
    public static IEnumerable<Evidence> Of(CertificateFacts certificate)
    {
        yield return new Evidence("Certificate", certificate.Subject, certificate.Problems == 0 ? EvidenceResult.Passed : EvidenceResult.Failed, null,
            $"issued by {certificate.Issuer}, {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, {certificate.Problems}; {certificate.Sent.Count} sent");
        foreach (var (element, place) in certificate.Sent.Select((element, i) => (element, i + 1)).Skip(1))
        {
            yield return new Evidence("Chain", element.Subject, EvidenceResult.Passed, null,
                $"sent as number {place}, issued by {element.Issuer}, {element.NotBefore:yyyy-MM-dd} to {element.NotAfter:yyyy-MM-dd}");
        }

        if (Missing(certificate) is { } issuer)
        {
            yield return new Evidence("Chain", issuer, EvidenceResult.Failed, null,
                certificate.Problems.HasFlag(CertificateProblems.IncompleteChain) ? "not sent, and not known here" : "not among the authorities that are trusted here");
        }
    }

    /// <summary>Where the chain ends without trust: the issuer above the last certificate that was sent, or that certificate itself.</summary>
    private static string? Missing(CertificateFacts certificate)
    {
        if ((certificate.Problems & (CertificateProblems.IncompleteChain | CertificateProblems.UntrustedRoot)) == 0)
            return null;
        var (subject, issuer) = (certificate.Subject, certificate.Issuer);
        for (var i = 0; i < certificate.Sent.Count && certificate.Sent.FirstOrDefault(e => e.Subject == issuer && e.Issuer != subject) is { } above && issuer != subject; i++)
            (subject, issuer) = (above.Subject, above.Issuer);
        return issuer;
    }
}
