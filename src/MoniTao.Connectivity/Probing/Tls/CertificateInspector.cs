using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>Reads a chain that was built and notes every problem, not only the first.</summary>
internal static class CertificateInspector
{
    private const X509ChainStatusFlags IgnoredFlags = X509ChainStatusFlags.NoError | X509ChainStatusFlags.RevocationStatusUnknown
        | X509ChainStatusFlags.OfflineRevocation;

    private const X509ChainStatusFlags TrustFlags = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private const int MaximumSent = 10;
    private const int MaximumName = 255;
    private const int MaximumNames = 20;

    /// <param name="sent">What the server sent, the leaf first.</param>
    /// <param name="chain">The chain that was built with it.</param>
    /// <param name="serverName">Whom the leaf must be made for.</param>
    /// <param name="now">The time that dates are compared with.</param>
    /// <exception cref="CryptographicException">A certificate can't be decoded.</exception>
    public static CertificateFacts Inspect(IReadOnlyList<X509Certificate2> sent, X509Chain chain, string serverName, DateTimeOffset now)
    {
        var certificate = sent[0];
        var elements = chain.ChainElements.Select(e => e.Certificate).ToList();
        var flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status);
        var others = Others(sent);
        var problems = Dates(elements, now) | Trust(certificate, alone: others.Count == 0, chain, flags);
        var names = AlternativeNames.Of(certificate);
        if (names is null)
            problems |= CertificateProblems.Invalid;
        if (!ServerNameMatch.Matches(certificate, names, serverName))
            problems |= CertificateProblems.NameMismatch;
        if (flags.HasFlag(X509ChainStatusFlags.Revoked))
            problems |= CertificateProblems.Revoked;
        var flaws = flags & ~(IgnoredFlags | TrustFlags | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.Revoked);
        var weakness = elements.Where(e => !IsRoot(e)).Select(CertificateWeakness.Of).FirstOrDefault(w => w is not null)
            ?? (IsRoot(certificate) ? CertificateWeakness.Of(certificate) : null);
        if (weakness is not null)
            problems |= CertificateProblems.Weak;

        // OpenSSL itself calls short keys and old digests weak; that is no broken signature
        if ((flaws & ~X509ChainStatusFlags.HasWeakSignature) != 0)
            problems |= CertificateProblems.Invalid;
        var leaf = ChainElement.Of(certificate);
        return new CertificateFacts
        {
            Subject = leaf.Subject,
            Issuer = leaf.Issuer,
            NotBefore = leaf.NotBefore,
            NotAfter = leaf.NotAfter,
            Names = names is null ? [] : [.. names.Dns.Select(n => PeerText.Clean(n, MaximumName)).Concat(names.Addresses.Select(a => a.ToString())).Take(MaximumNames)],
            Sent = [leaf, .. others.Take(MaximumSent - 1).Select(ChainElement.Of)],
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)),
            ChainNotAfter = elements.Min(e => e.NotAfter.ToUniversalTime()),
            Problems = problems,
            Detail = weakness ?? (flaws != 0 ? flaws.ToString() : names is null ? "its names can't be decoded" : ""),
        };
    }

    private static CertificateProblems Dates(List<X509Certificate2> elements, DateTimeOffset now)
    {
        var problems = CertificateProblems.None;
        foreach (var element in elements)
        {
            if (now > element.NotAfter.ToUniversalTime())
                problems |= CertificateProblems.Expired;
            else if (now < element.NotBefore.ToUniversalTime())
                problems |= CertificateProblems.NotYetValid;
        }

        return problems;
    }

    private static CertificateProblems Trust(X509Certificate2 leaf, bool alone, X509Chain chain, X509ChainStatusFlags flags)
    {
        if ((flags & TrustFlags) == 0)
            return CertificateProblems.None;
        if (IsRoot(leaf))
            return CertificateProblems.SelfSigned;

        // Nothing above the leaf was sent: an intermediate is missing, or a private root that is not trusted here signs leaves
        // directly. Public CAs say where their certificate is to be had (CA/Browser Forum BR, 7.1.2.7.7), and whoever set a root
        // of his own expects the chain to end there: in both cases the link between is what is missing.
        var linkMissing = chain.ChainPolicy.TrustMode == X509ChainTrustMode.CustomRootTrust || SaysWhereIssuerIs(leaf);
        return flags.HasFlag(X509ChainStatusFlags.PartialChain) && alone && linkMissing
            ? CertificateProblems.IncompleteChain
            : CertificateProblems.UntrustedRoot;
    }

    private static bool SaysWhereIssuerIs(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509AuthorityInformationAccessExtension>().Any(e => e.EnumerateCAIssuersUris().Any());

    /// <summary>Without the leaf and what is sent twice: some servers do both.</summary>
    private static List<X509Certificate2> Others(IReadOnlyList<X509Certificate2> sent) =>
        [.. sent.DistinctBy(c => Convert.ToHexString(SHA256.HashData(c.RawDataMemory.Span))).Skip(1)];

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
}
