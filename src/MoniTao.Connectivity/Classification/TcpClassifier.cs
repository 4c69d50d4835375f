using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Classification;

/// <summary>Facts of the connection attempts → reason.</summary>
internal static class TcpClassifier
{
    public static Finding? Classify(TcpFacts facts)
    {
        if (facts.Winner is { } winner)
            return facts.Aftermath?.IsReset == true ? new Finding(Reasons.TcpReset, $"{winner.Remote}") { Address = winner.Remote.Address } : null;
        var failures = facts.Attempts.Where(a => a.Fault is not null)
            .Select(a => (Attempt: a, Reason: SocketErrors.OfAttempt(a)!))
            .ToList();
        if (failures.Count == 0)
            return new Finding(Reasons.ProbeCancelled, "no connection attempt came to an end");

        // Without descriptors, memory or time nothing is known at all. A family that this machine can't use says nothing of the target
        // as long as another address does; of those the first in order is the one that a client would meet.
        var exhausted = failures.Find(f => f.Attempt.Unheard || f.Reason == Reasons.ProberFileDescriptorsExhausted || f.Reason == Reasons.ProberResourceExhausted);
        var telling = failures.Find(f => f.Reason.Fault != FaultDomain.Prober);
        var (attempt, reason) = exhausted.Reason is not null ? exhausted : telling.Reason is not null ? telling : failures[0];
        var others = failures.Where(f => f.Attempt != attempt).Select(f => $"{f.Attempt.Remote}: {f.Reason.Name}").Take(3).ToList();
        var code = reason == Reasons.ProberInternalError ? $", {attempt.Fault!.SocketError}" : "";
        var rest = others.Count > 0 ? $"; {string.Join(", ", others)}" : "";
        var offender = attempt.Icmp?.Offender is { } sender ? $", says {sender}" : "";
        return new Finding(reason, $"{attempt.Remote}{code}{offender}{rest}") { Address = attempt.Remote.Address };
    }
}
