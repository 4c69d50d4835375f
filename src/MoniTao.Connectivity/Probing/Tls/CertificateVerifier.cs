using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls.Revocation;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>
/// Judges the certificates that servers send. Building a chain against the roots of a system costs more than the handshake that
/// showed it, so a chain that is the same to the byte is not built again for a while, and not across one of its dates. One
/// serves any number of probes at once.
/// </summary>
internal sealed class CertificateVerifier(TimeProvider time)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // RFC 5280, 4.2.1.12

    private static readonly CertificateVerdict Undecodable = new(
        new CertificateFacts
        {
            Subject = "",
            Issuer = "",
            NotBefore = DateTimeOffset.UnixEpoch,
            NotAfter = DateTimeOffset.UnixEpoch,
            Problems = CertificateProblems.Invalid,
            Detail = "it can't be decoded",
        },
        []);

    private readonly VerdictCache _cache = new();
    private long _built;

    /// <summary>Chains that were built so far.</summary>
    public long Built => Interlocked.Read(ref _built);

    /// <summary>What is held at the moment.</summary>
    public (int Entries, long Bytes) Held => _cache.Held;

    /// <summary>
    /// Never throws for what is in a certificate: the server wrote it, and it is the certificate that is broken, not the handshake.
    /// </summary>
    /// <param name="sent">The certificates in DER, in the order in which the server sent them: the leaf first, and at least that.</param>
    /// <param name="serverName">The name or the address that the leaf must be made for.</param>
    /// <param name="options">Which roots are trusted, and whether issuers are asked.</param>
    public CertificateVerdict Verify(IReadOnlyList<byte[]> sent, string serverName, TlsOptions options)
    {
        var now = time.GetUtcNow();
        var key = VerdictKey.Of(sent, serverName, options);
        if (_cache.Find(key, now) is { } known)
            return known;
        Interlocked.Increment(ref _built);
        var (verdict, to) = Build(sent, serverName, options, now);
        _cache.Keep(key, verdict, now, to);
        return verdict;
    }

    /// <summary>The verdict, and the last moment before one of the certificates begins or ends.</summary>
    private static (CertificateVerdict Verdict, DateTimeOffset To) Build(
        IReadOnlyList<byte[]> sent, string serverName, TlsOptions options, DateTimeOffset now)
    {
        var certificates = new List<X509Certificate2>();
        using var chain = new X509Chain { ChainPolicy = Policy(options, now) };
        try
        {
            certificates.AddRange(sent.Select(X509CertificateLoader.LoadCertificate));
            chain.ChainPolicy.ExtraStore.AddRange(certificates.ToArray());
            chain.Build(certificates[0]);
            var facts = CertificateInspector.Inspect(certificates, chain, serverName, now);
            var asked = options.AsksIssuers && facts.Problems == CertificateProblems.None;
            var dates = certificates.Concat(chain.ChainElements.Select(e => e.Certificate));
            return (new CertificateVerdict(facts, asked ? RevocationCandidate.Of(chain) : []), dates.Min(c => NextDate(c, now)));
        }
        catch (CryptographicException)
        {
            return (Undecodable, DateTimeOffset.MaxValue);
        }
        finally
        {
            foreach (var element in chain.ChainElements)
                element.Certificate.Dispose(); // the chain does not
            certificates.ForEach(c => c.Dispose());
        }
    }

    private static X509ChainPolicy Policy(TlsOptions options, DateTimeOffset now)
    {
        var policy = new X509ChainPolicy
        {
            // fetching a missing intermediate repairs the chain for us alone, and for ever: it is stored on disk
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = now.UtcDateTime,
            VerificationTimeIgnored = false,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (options.TrustedRoots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedRoots.ToArray());
        }

        return policy;
    }

    private static DateTimeOffset NextDate(X509Certificate2 certificate, DateTimeOffset now)
    {
        DateTimeOffset begin = certificate.NotBefore.ToUniversalTime(), end = certificate.NotAfter.ToUniversalTime();
        return now < begin ? begin - TimeSpan.FromTicks(1) : now <= end ? end : DateTimeOffset.MaxValue;
    }
}
