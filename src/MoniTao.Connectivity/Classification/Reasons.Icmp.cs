using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

public static partial class Reasons
{
    /// <summary>No reply to the echo.</summary>
    public static readonly Reason IcmpTimedOut = new(
        nameof(IcmpTimedOut), Layer.Icmp, FaultDomain.Path, FailureConditions.TimedOut,
        "no reply to the echo",
        "Check that {address} is up and that ICMP echo is allowed on the way",
        "tcp.timed_out", "CONNECTION_TIMED_OUT", null);

    /// <summary>The address is unreachable.</summary>
    public static readonly Reason IcmpUnreachable = new(
        nameof(IcmpUnreachable), Layer.Icmp, FaultDomain.Path, FailureConditions.Unreachable,
        "the address is unreachable",
        "Check the routing towards {address}: traceroute {address}",
        "tcp.address_unreachable", "ADDRESS_UNREACHABLE", null);
}
