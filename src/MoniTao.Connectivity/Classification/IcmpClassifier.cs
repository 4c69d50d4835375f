using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Icmp;

namespace MoniTao.Connectivity.Classification;

/// <summary>Facts of an echo → reason.</summary>
internal static class IcmpClassifier
{
    public static Finding? Classify(IcmpFacts facts)
    {
        if (facts.Replied)
            return null;
        if (facts.NotPermitted || facts.Fault is null)
            return new Finding(Reasons.IcmpUnavailable, $"{facts.Remote}") { Address = facts.Remote };
        var connect = SocketErrors.OfConnect(facts.Fault, facts.Remote.AddressFamily, facts.LocalRoute, facts.Icmp, facts.OwnAddress);
        var reason = connect.Fault == FaultDomain.Prober ? connect
            : connect == Reasons.TcpTimedOut ? Reasons.IcmpTimedOut
            : Reasons.IcmpUnreachable;
        var offender = facts.Icmp?.Offender is { } sender ? $", says {sender}" : "";
        return new Finding(reason, $"{facts.Remote}{offender}") { Address = facts.Remote };
    }
}
