using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

public static partial class Reasons
{
    /// <summary>The connection is refused: the host answers, but nothing listens on the port.</summary>
    public static readonly Reason TcpRefused = new(
        nameof(TcpRefused), Layer.Tcp, FaultDomain.Target, FailureConditions.Refused,
        "the connection is refused: the host answers, but nothing listens on the port",
        "Start the server, or check the port: ss -tlnp on the host of {address}",
        "tcp.refused", "CONNECTION_REFUSED", 7);

    /// <summary>A device on the way rejects the connection.</summary>
    public static readonly Reason TcpRejected = new(
        nameof(TcpRejected), Layer.Tcp, FaultDomain.Path, FailureConditions.Refused,
        "a device on the way rejects the connection",
        "Look for a REJECT rule or a Service without endpoints: kubectl get endpointslices",
        "tcp.refused", "CONNECTION_REFUSED", 7);

    /// <summary>Nothing answers the connection request.</summary>
    public static readonly Reason TcpTimedOut = new(
        nameof(TcpTimedOut), Layer.Tcp, FaultDomain.Path, FailureConditions.TimedOut,
        "nothing answers the connection request",
        "Ping {address}: an answer means that a firewall drops port {port} or that the server's accept queue is full; silence means that the host is down",
        "tcp.timed_out", "CONNECTION_TIMED_OUT", 28);

    /// <summary>The connection is reset as soon as it is made.</summary>
    public static readonly Reason TcpReset = new(
        nameof(TcpReset), Layer.Tcp, FaultDomain.Target, FailureConditions.Reset,
        "the connection is reset as soon as it is made",
        "Look at the server's log for a crash; suspect a middlebox if there is nothing",
        "tcp.reset", "CONNECTION_RESET", 56);

    /// <summary>The host does not answer on its own network.</summary>
    public static readonly Reason TcpHostUnreachable = new(
        nameof(TcpHostUnreachable), Layer.Tcp, FaultDomain.Path, FailureConditions.Unreachable,
        "the host does not answer on its own network",
        "Check that the host is up and the last router's ARP entry for {address}",
        "tcp.address_unreachable", "ADDRESS_UNREACHABLE", 7);

    /// <summary>A router has no way to the network.</summary>
    public static readonly Reason TcpNetworkUnreachable = new(
        nameof(TcpNetworkUnreachable), Layer.Tcp, FaultDomain.Path, FailureConditions.Unreachable,
        "a router has no way to the network",
        "Check the routing towards {address}: traceroute {address}",
        "tcp.address_unreachable", "ADDRESS_UNREACHABLE", 7);

    /// <summary>A firewall says that the connection is prohibited.</summary>
    public static readonly Reason TcpAdministrativelyProhibited = new(
        nameof(TcpAdministrativelyProhibited), Layer.Tcp, FaultDomain.Path, FailureConditions.Unreachable,
        "a firewall says that the connection is prohibited",
        "Open the firewall rule or NetworkPolicy for {address} port {port}",
        "tcp.address_unreachable", "NETWORK_ACCESS_DENIED", 7);

    /// <summary>Packets go in circles until they expire.</summary>
    public static readonly Reason TcpRoutingLoop = new(
        nameof(TcpRoutingLoop), Layer.Tcp, FaultDomain.Path, FailureConditions.Unreachable,
        "packets go in circles until they expire",
        "Find the loop: traceroute {address}",
        "tcp.address_unreachable", "ADDRESS_UNREACHABLE", 7);

    /// <summary>The address can't be connected to.</summary>
    public static readonly Reason TcpAddressInvalid = new(
        nameof(TcpAddressInvalid), Layer.Tcp, FaultDomain.Target, FailureConditions.Unreachable,
        "the address can't be connected to",
        "Correct the record or the literal: {address} is not the address of a host",
        "tcp.address_invalid", "ADDRESS_INVALID", 7);
}
