using System.Net;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>One step of the path.</summary>
/// <param name="TimeToLive">How many routers the packet was allowed to pass, from 1.</param>
/// <param name="Address">Who answered; null for silence, which proves nothing: routers limit the ICMP errors they send.</param>
/// <param name="RoundTrip">The time until the answer.</param>
/// <param name="Arrived">True when the answer is the target's own: a connection or a refusal.</param>
/// <param name="Refuses">True when the answer says that it goes no further: unreachable, prohibited.</param>
public sealed record HopFacts(int TimeToLive, IPAddress? Address, TimeSpan? RoundTrip, bool Arrived, bool Refuses = false);
