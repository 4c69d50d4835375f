using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

public static partial class Reasons
{
    /// <summary>This process has no file descriptors left.</summary>
    public static readonly Reason ProberFileDescriptorsExhausted = new(
        nameof(ProberFileDescriptorsExhausted), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this process has no file descriptors left",
        "Raise the limit of open files of the prober");

    /// <summary>This machine has no local ports left.</summary>
    public static readonly Reason ProberPortsExhausted = new(
        nameof(ProberPortsExhausted), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this machine has no local ports left",
        "Widen net.ipv4.ip_local_port_range or spread the monitors");

    /// <summary>This process lacks memory, or this machine the buffers to send.</summary>
    public static readonly Reason ProberResourceExhausted = new(
        nameof(ProberResourceExhausted), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this process lacks memory, or this machine the buffers to send",
        "Raise the limits of the prober's pod; on its node look for a queue that is full: tc -s qdisc");

    /// <summary>This machine has no way to the address: no route, no carrier, or a gateway that does not answer.</summary>
    public static readonly Reason ProberNoRoute = new(
        nameof(ProberNoRoute), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this machine has no route to the address",
        "Check the routes and the gateway of the prober's node: ip route get {address}; ip neigh");

    /// <summary>A firewall or policy of this machine keeps the probe from leaving it.</summary>
    public static readonly Reason ProberFirewallBlocked = new(
        nameof(ProberFirewallBlocked), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "a firewall or policy of this machine keeps the probe from leaving it",
        "Look at the rules of the prober's node: nft list ruleset; in the host's network also at the endpoints of the Service: kubectl get endpointslices");

    /// <summary>This machine has no address of the family needed.</summary>
    public static readonly Reason ProberAddressFamilyUnavailable = new(
        nameof(ProberAddressFamilyUnavailable), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this machine has no address of the family needed",
        "Give the prober's node IPv6, or set dns.recordType: A");

    /// <summary>This process was starved of CPU while it waited.</summary>
    public static readonly Reason ProberOverloaded = new(
        nameof(ProberOverloaded), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this process was starved of CPU while it waited",
        "Give the prober's pod more CPU; the probe is repeated");

    /// <summary>Most monitors fail in the same layer at once: a verdict, never the result of one probe.</summary>
    public static readonly Reason ProberSuspect = new(
        nameof(ProberSuspect), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "most monitors fail in the same layer at once, so the prober is suspected first",
        "Look at what they share: the prober's node and its network, the resolver, the gateway; kubectl -n monitao-system get events");

    /// <summary>The probe was called off.</summary>
    public static readonly Reason ProbeCancelled = new(
        nameof(ProbeCancelled), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "the probe was called off",
        "Nothing to do: the next probe decides");

    /// <summary>The TLS settings of the monitor can't be used here.</summary>
    public static readonly Reason ProberTlsConfiguration = new(
        nameof(ProberTlsConfiguration), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "the TLS settings of the monitor can't be used here",
        "Check tls.clientCertificateSecretRef and tls.minimumVersion");

    /// <summary>The prober failed in a way that is a defect of its own.</summary>
    public static readonly Reason ProberInternalError = new(
        nameof(ProberInternalError), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "the prober failed in a way that is a defect of its own",
        "Report the message, and the log entry of the defect if there is one, to the maintainers");

    /// <summary>This process may not send ICMP.</summary>
    public static readonly Reason IcmpUnavailable = new(
        nameof(IcmpUnavailable), Layer.Prober, FaultDomain.Prober, FailureConditions.None,
        "this process may not send ICMP",
        "Set the sysctl net.ipv4.ping_group_range for the prober's pod");
}
