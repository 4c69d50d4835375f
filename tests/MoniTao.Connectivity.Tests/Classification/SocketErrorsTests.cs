using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Tests.Classification;

/// <summary>Errors that loopback can't make, as facts.</summary>
public sealed class SocketErrorsTests
{
    private static readonly IPEndPoint Four = new(IPAddress.Parse("192.0.2.1"), 443);
    private static readonly IPEndPoint Six = new(IPAddress.Parse("2001:db8::1"), 443);

    [Theory]
    [InlineData(SocketError.ConnectionRefused, null, "TcpRefused", "IcmpUnreachable")]
    [InlineData(SocketError.ConnectionReset, null, "TcpReset", "IcmpUnreachable")]
    [InlineData(SocketError.ConnectionAborted, null, "TcpReset", "IcmpUnreachable")]
    [InlineData(SocketError.HostUnreachable, true, "TcpHostUnreachable", "IcmpUnreachable")]
    [InlineData(SocketError.HostDown, null, "TcpHostUnreachable", "IcmpUnreachable")]
    [InlineData(SocketError.HostUnreachable, false, "ProberNoRoute", "ProberNoRoute")]
    [InlineData(SocketError.NetworkUnreachable, true, "TcpNetworkUnreachable", "IcmpUnreachable")]
    [InlineData(SocketError.NetworkUnreachable, false, "ProberNoRoute", "ProberNoRoute")]
    [InlineData(SocketError.NetworkUnreachable, null, "TcpNetworkUnreachable", "IcmpUnreachable")]
    [InlineData(SocketError.NetworkDown, null, "TcpNetworkUnreachable", "IcmpUnreachable")]
    [InlineData(SocketError.AccessDenied, true, "ProberFirewallBlocked", "ProberFirewallBlocked")]
    [InlineData(SocketError.AccessDenied, false, "ProberNoRoute", "ProberNoRoute")]
    [InlineData(SocketError.InvalidArgument, true, "TcpAddressInvalid", "IcmpUnreachable")]
    [InlineData(SocketError.AddressNotAvailable, true, "ProberPortsExhausted", "ProberPortsExhausted")]
    [InlineData(SocketError.AddressAlreadyInUse, null, "ProberPortsExhausted", "ProberPortsExhausted")]
    [InlineData(SocketError.AddressFamilyNotSupported, null, "ProberAddressFamilyUnavailable", "ProberAddressFamilyUnavailable")]
    [InlineData(SocketError.TypeNotFound, null, "ProberInternalError", "ProberInternalError")]
    public void An_error_of_the_kernel_has_its_reason(SocketError error, bool? route, string tcp, string icmp)
    {
        var fault = new NetworkFault(FaultKind.Socket, error);

        Assert.Equal(tcp, TcpClassifier.Classify(Failed(Attempt(Four, fault, route)))!.Reason.Name);
        Assert.Equal(icmp, IcmpClassifier.Classify(new IcmpFacts { Remote = Four.Address, Fault = fault, LocalRoute = route })!.Reason.Name);
    }

    [Theory]
    [InlineData(FaultKind.TimedOut, null, "TcpTimedOut", "IcmpTimedOut")]
    [InlineData(FaultKind.Cancelled, null, "ProbeCancelled", "ProbeCancelled")]
    [InlineData(FaultKind.Exhausted, SocketError.TooManyOpenSockets, "ProberFileDescriptorsExhausted", "ProberFileDescriptorsExhausted")]
    [InlineData(FaultKind.Exhausted, SocketError.NoBufferSpaceAvailable, "ProberResourceExhausted", "ProberResourceExhausted")]
    [InlineData(FaultKind.Exhausted, null, "ProberResourceExhausted", "ProberResourceExhausted")]
    public void An_end_without_an_answer_has_its_reason(FaultKind kind, SocketError? error, string tcp, string icmp)
    {
        var fault = new NetworkFault(kind, error);

        Assert.Equal(tcp, TcpClassifier.Classify(Failed(Attempt(Four, fault)))!.Reason.Name);
        Assert.Equal(icmp, IcmpClassifier.Classify(new IcmpFacts { Remote = Four.Address, Fault = fault })!.Reason.Name);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(3, 13)]
    [InlineData(3, 0)]
    public void An_error_that_this_machine_sent_to_itself_is_no_fault_of_the_path(byte type, byte code)
    {
        var refused = Attempt(Four, new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused));
        var icmp = new IcmpError(AddressFamily.InterNetwork, type, code, IPAddress.Parse("10.1.0.7"));

        Assert.Equal(FaultDomain.Path, TcpClassifier.Classify(Failed(refused with { Icmp = icmp }))!.Reason.Fault);
        Assert.Equal(Reasons.ProberFirewallBlocked, TcpClassifier.Classify(Failed(refused with { Icmp = icmp with { FromHere = true } }))!.Reason);
    }

    [Fact]
    public void Permission_denied_by_nobody_is_our_own_and_over_six_it_may_have_come_from_afar()
    {
        var denied = new NetworkFault(FaultKind.Socket, SocketError.AccessDenied);

        Assert.Equal(Reasons.ProberFirewallBlocked, TcpClassifier.Classify(Failed(Attempt(Four, denied, route: true)))!.Reason);
        Assert.Equal(Reasons.TcpAdministrativelyProhibited, TcpClassifier.Classify(Failed(Attempt(Six, denied, route: true)))!.Reason);
    }

    [Fact]
    public void Without_an_address_of_the_family_here_the_family_is_named()
    {
        var fault = new NetworkFault(FaultKind.Socket, SocketError.NetworkUnreachable);
        Assert.Equal(Reasons.ProberAddressFamilyUnavailable, TcpClassifier.Classify(Failed(Attempt(Six, fault, route: false)))!.Reason);
    }

    [Fact]
    public void A_family_that_is_missing_here_says_nothing_when_the_other_address_failed()
    {
        var finding = TcpClassifier.Classify(Failed(
            Attempt(Six, new NetworkFault(FaultKind.Socket, SocketError.NetworkUnreachable), route: false),
            Attempt(Four, new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused))))!;

        Assert.Equal(Reasons.TcpRefused, finding.Reason);
        Assert.Equal(Four.Address, finding.Address);
        Assert.Contains("[2001:db8::1]:443: ProberAddressFamilyUnavailable", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_descriptors_nothing_is_known_whatever_the_other_address_said()
    {
        var finding = TcpClassifier.Classify(Failed(
            Attempt(Six, new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused)),
            Attempt(Four, new NetworkFault(FaultKind.Exhausted, SocketError.TooManyOpenSockets))))!;
        Assert.Equal(FaultDomain.Prober, finding.Reason.Fault);
    }

    [Fact]
    public void A_reset_right_after_the_handshake_counts_and_another_error_there_does_not()
    {
        var connected = new TcpFacts([new ConnectFacts { Remote = Four, Connected = true }], default);

        Assert.Null(TcpClassifier.Classify(connected));
        Assert.Equal(Reasons.TcpReset, TcpClassifier.Classify(connected with { Aftermath = new NetworkFault(FaultKind.Socket, SocketError.ConnectionReset) })!.Reason);
        Assert.Null(TcpClassifier.Classify(connected with { Aftermath = new NetworkFault(FaultKind.Socket, SocketError.HostUnreachable) }));
    }

    [Fact]
    public void No_permission_for_icmp_is_missing_evidence() =>
        Assert.Equal(Reasons.IcmpUnavailable, IcmpClassifier.Classify(new IcmpFacts { Remote = Four.Address, NotPermitted = true })!.Reason);

    [Theory]
    [InlineData(SocketError.ConnectionRefused, DnsOutcome.ConnectionRefused)]
    [InlineData(SocketError.HostUnreachable, DnsOutcome.Unreachable)]
    [InlineData(SocketError.NetworkUnreachable, DnsOutcome.Unreachable)]
    [InlineData(SocketError.AddressAlreadyInUse, DnsOutcome.ProberOutOfPorts)]
    [InlineData(SocketError.TooManyOpenSockets, DnsOutcome.ProberOutOfDescriptors)]
    [InlineData(SocketError.NoBufferSpaceAvailable, DnsOutcome.ProberOutOfMemory)]
    [InlineData(SocketError.AddressFamilyNotSupported, DnsOutcome.ProberWithoutRoute)]
    [InlineData(SocketError.MessageSize, DnsOutcome.Silent)]
    public void An_error_of_a_dns_socket_has_its_outcome(SocketError error, DnsOutcome outcome) =>
        Assert.Equal(outcome, DnsOutcomes.FromSocket(error));

    private static TcpFacts Failed(params ConnectFacts[] attempts) => new(attempts, default);

    private static ConnectFacts Attempt(IPEndPoint remote, NetworkFault fault, bool? route = null) =>
        new() { Remote = remote, Fault = fault, LocalRoute = route };
}
