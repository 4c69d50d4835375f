namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What became of a question that a <see cref="DnsRelay"/> carried.</summary>
/// <param name="Outcome">Answered: the answer was handed on, and is to be read. TruncatedWithoutTcp: it was cut, and TCP is to be tried.</param>
/// <param name="Mismatch">The first answer that was not believed; null when there was none.</param>
internal readonly record struct DnsTransfer(DnsOutcome Outcome, DnsMismatch? Mismatch = null);
