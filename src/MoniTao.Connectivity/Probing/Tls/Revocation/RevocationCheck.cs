using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>
/// Looks the certificates of an accepted chain up in their issuers' lists. Only of an accepted one: then it is an authority that
/// the monitor trusts who says where to fetch, and not whoever runs the server (ADR 10).
/// </summary>
internal sealed class RevocationCheck(ListCache lists, TimeProvider time)
{
    /// <summary>Asks each issuer, from the leaf up, and stops at the first revoked certificate.</summary>
    public async Task<RevocationFacts> RunAsync(IReadOnlyList<RevocationCandidate> chain, DnsOptions options, Deadline deadline)
    {
        string? unknown = null;
        foreach (var (candidate, isLeaf) in chain.Select((c, i) => (c, i == 0)))
        {
            if (candidate.Lists.Count == 0)
            {
                if (isLeaf)
                    unknown = $"{candidate.Subject} names no list to fetch over http"; // of an authority that is common, and no news
                continue;
            }

            var (revoked, problem) = await LookUpAsync(candidate, options, deadline).ConfigureAwait(false);
            if (revoked)
                return new RevocationFacts(candidate.Subject, null);
            unknown ??= problem;
        }

        return new RevocationFacts(null, unknown);
    }

    /// <summary>The second of two lists is asked when the first proves nothing: they are copies of each other (RFC 5280, 4.2.1.13).</summary>
    private async Task<(bool Revoked, string? Problem)> LookUpAsync(RevocationCandidate candidate, DnsOptions options, Deadline deadline)
    {
        string? problem = null;
        using var issuer = X509CertificateLoader.LoadCertificate(candidate.Issuer);
        foreach (var url in candidate.Lists)
        {
            var (list, fault) = await lists.GetAsync(url, options, deadline).ConfigureAwait(false);
            try
            {
                fault = list is null ? fault : list.Flaw(issuer, time.GetUtcNow());
                if (fault is null)
                    return (list!.Holds(candidate.Serial.Span), null);
            }
            catch (Exception e) when (e is AsnContentException or CryptographicException)
            {
                fault = "the list can't be read";
            }

            problem ??= $"the list of {ChainElement.Of(issuer).Subject}: {fault}";
        }

        return (false, problem);
    }
}
