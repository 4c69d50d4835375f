namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What became of a question that was sent as a datagram.</summary>
/// <param name="Outcome">Answered: an answer is there to be read. TruncatedWithoutTcp: it was cut, and TCP is to be tried.</param>
/// <param name="Mismatch">The first answer that was not believed; null when there was none.</param>
/// <param name="Length">The length of the answer in octets.</param>
internal readonly record struct DnsTransfer(DnsOutcome Outcome, DnsMismatch? Mismatch = null, int Length = 0);
