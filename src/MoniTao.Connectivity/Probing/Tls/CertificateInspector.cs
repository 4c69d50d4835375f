using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>Reads a chain that SslStream built and notes every problem, not only the first.</summary>
internal static class CertificateInspector
{
    private const X509ChainStatusFlags IgnoredFlags = X509ChainStatusFlags.NoError | X509ChainStatusFlags.RevocationStatusUnknown
        | X509ChainStatusFlags.OfflineRevocation;

    private const X509ChainStatusFlags TrustFlags = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    private const int MaximumSent = 10;
    private const int MaximumName = 255;

    /// <summary>Never throws for what is in a certificate: the server wrote it, and it is the certificate that is broken, not the handshake.</summary>
    public static CertificateFacts Inspect(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        try
        {
            return Read(certificate, chain, errors, now);
        }
        catch (CryptographicException)
        {
            return new CertificateFacts
            {
                Subject = "",
                Issuer = "",
                NotBefore = DateTimeOffset.UnixEpoch,
                NotAfter = DateTimeOffset.UnixEpoch,
                Problems = CertificateProblems.Invalid,
                Detail = "it can't be decoded",
            };
        }
    }

    private static CertificateFacts Read(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        var elements = chain?.ChainElements.Select(e => e.Certificate).ToList() ?? [certificate];
        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, s) => all | s.Status) ?? X509ChainStatusFlags.NoError;
        var problems = Dates(elements, now) | Trust(certificate, chain, flags);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            problems |= CertificateProblems.NameMismatch;
        if (flags.HasFlag(X509ChainStatusFlags.Revoked))
            problems |= CertificateProblems.Revoked;
        var others = flags & ~(IgnoredFlags | TrustFlags | X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.Revoked);
        var weakness = elements.Where(e => !IsRoot(e)).Select(CertificateWeakness.Of).FirstOrDefault(w => w is not null)
            ?? (IsRoot(certificate) ? CertificateWeakness.Of(certificate) : null);
        if (weakness is not null)
            problems |= CertificateProblems.Weak;

        var names = Names(certificate);
        if (names is null)
            problems |= CertificateProblems.Invalid;

        // OpenSSL itself calls short keys and old digests weak; that is no broken signature
        if ((others & ~X509ChainStatusFlags.HasWeakSignature) != 0)
            problems |= CertificateProblems.Invalid;
        var leaf = ChainElement.Of(certificate);
        return new CertificateFacts
        {
            Subject = leaf.Subject,
            Issuer = leaf.Issuer,
            NotBefore = leaf.NotBefore,
            NotAfter = leaf.NotAfter,
            Names = names ?? [],
            Sent = [.. Sent(certificate, chain).Take(MaximumSent).Select(ChainElement.Of)],
            Fingerprint = Convert.ToHexStringLower(certificate.GetCertHash(HashAlgorithmName.SHA256)),
            ChainNotAfter = chain is null ? null : elements.Min(e => e.NotAfter.ToUniversalTime()),
            Problems = problems,
            Detail = weakness ?? (others != 0 ? others.ToString() : names is null ? "its names can't be decoded" : ""),
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

    private static CertificateProblems Trust(X509Certificate2 leaf, X509Chain? chain, X509ChainStatusFlags flags)
    {
        if ((flags & TrustFlags) == 0)
            return CertificateProblems.None;
        if (IsRoot(leaf))
            return CertificateProblems.SelfSigned;

        // Nothing above the leaf was sent: an intermediate is missing, or a private root that is not trusted here signs leaves
        // directly. Public CAs say where their certificate is to be had (CA/Browser Forum BR, 7.1.2.7.7), and whoever set a root
        // of his own expects the chain to end there: in both cases the link between is what is missing.
        var linkMissing = chain!.ChainPolicy.TrustMode == X509ChainTrustMode.CustomRootTrust || SaysWhereIssuerIs(leaf);
        return flags.HasFlag(X509ChainStatusFlags.PartialChain) && Sent(leaf, chain).Count() <= 1 && linkMissing
            ? CertificateProblems.IncompleteChain
            : CertificateProblems.UntrustedRoot;
    }

    private static bool SaysWhereIssuerIs(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509AuthorityInformationAccessExtension>().Any(e => e.EnumerateCAIssuersUris().Any());

    /// <summary>SslStream puts what the server sent, the leaf included, into the extra store of the chain.</summary>
    private static IEnumerable<X509Certificate2> Sent(X509Certificate2 leaf, X509Chain? chain) =>
        chain?.ChainPolicy.ExtraStore.DistinctBy(c => c.Thumbprint) ?? [leaf];

    private static bool IsRoot(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>Null when the extension is there and can't be decoded.</summary>
    private static List<string>? Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        try
        {
            return names is null
                ? []
                : [.. names.EnumerateDnsNames().Select(n => PeerText.Clean(n, MaximumName)).Concat(names.EnumerateIPAddresses().Select(a => a.ToString())).Take(20)];
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
