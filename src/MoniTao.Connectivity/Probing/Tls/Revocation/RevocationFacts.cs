namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>What the issuers of a chain say of it.</summary>
/// <param name="RevokedSubject">The holder of the certificate that was taken back; null when none was found in a list.</param>
/// <param name="Unknown">Why it is not known of a certificate, in words; null when it is known of each. Never the target's fault.</param>
public sealed record RevocationFacts(string? RevokedSubject, string? Unknown);
