namespace MoniTao.Connectivity.Diagnosis;

/// <summary>One line of evidence.</summary>
/// <param name="Check">What was tried, for example Ping, Address, Resolver, Port, Path, Certificate.</param>
/// <param name="Subject">Of what: an address, a resolver, a port.</param>
/// <param name="Result">What it says.</param>
/// <param name="Duration">How long it took; null when that means nothing.</param>
/// <param name="Detail">What was seen, for people.</param>
public sealed record Evidence(string Check, string Subject, EvidenceResult Result, TimeSpan? Duration, string Detail);
