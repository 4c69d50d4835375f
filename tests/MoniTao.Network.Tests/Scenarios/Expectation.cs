using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using static MoniTao.Connectivity.Classification.FailureConditions;

namespace MoniTao.Network.Tests.Scenarios;

/// <summary>What follows from a reason, written down here once more by hand from the taxonomy: the catalog is not its own witness.</summary>
internal sealed record Expectation(string State, Layer Layer, FaultDomain Fault, FailureConditions Conditions)
{
    private static readonly Expectation OfProber = new("Unknown", Layer.Prober, FaultDomain.Prober, None);

    public static IReadOnlyDictionary<string, Expectation> Of { get; } = new Dictionary<string, Expectation>(StringComparer.Ordinal)
    {
        ["TcpRefused"] = new("Down", Layer.Tcp, FaultDomain.Target, Refused),
        ["TcpRejected"] = new("Down", Layer.Tcp, FaultDomain.Path, Refused),
        ["TcpAdministrativelyProhibited"] = new("Down", Layer.Tcp, FaultDomain.Path, Unreachable),
        ["TcpTimedOut"] = new("Down", Layer.Tcp, FaultDomain.Path, TimedOut),
        ["TcpHostUnreachable"] = new("Down", Layer.Tcp, FaultDomain.Path, Unreachable),
        ["TcpNetworkUnreachable"] = new("Down", Layer.Tcp, FaultDomain.Path, Unreachable),
        ["TcpRoutingLoop"] = new("Down", Layer.Tcp, FaultDomain.Path, Unreachable),
        ["TcpReset"] = new("Down", Layer.Tcp, FaultDomain.Target, FailureConditions.Reset),
        ["TlsTimedOut"] = new("Down", Layer.Tls, FaultDomain.Target, TlsError | TimedOut),
        ["IcmpTimedOut"] = new("Down", Layer.Icmp, FaultDomain.Path, TimedOut),
        ["IcmpUnreachable"] = new("Down", Layer.Icmp, FaultDomain.Path, Unreachable),
        ["DnsTimeout"] = new("Down", Layer.Dns, FaultDomain.Resolver, DnsFailed | TimedOut),
        ["DnsServerRefusedConnection"] = new("Down", Layer.Dns, FaultDomain.Resolver, DnsFailed),
        ["DnsServerUnreachable"] = new("Down", Layer.Dns, FaultDomain.Path, DnsFailed),
        ["ProberNoRoute"] = OfProber,
        ["ProberAddressFamilyUnavailable"] = OfProber,
        ["ProberPortsExhausted"] = OfProber,
        ["IcmpUnavailable"] = OfProber,
    };
}
