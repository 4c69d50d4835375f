using MoniTao.Connectivity.Probing.Tls.Revocation;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>What there is to say of a chain of certificates that a server sent. Shared between probes, so nothing in it changes.</summary>
/// <param name="Facts">The certificate and what is wrong with it.</param>
/// <param name="Candidates">What of the chain is to be looked up in the lists of its issuers; empty when nothing is.</param>
internal sealed record CertificateVerdict(CertificateFacts Facts, IReadOnlyList<RevocationCandidate> Candidates);
