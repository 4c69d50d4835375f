using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Tests.Support;

namespace MoniTao.Connectivity.Tests.Diagnosis;

/// <summary>Evidence made by hand, for combinations that no single machine can be brought into.</summary>
internal static class Facts
{
    public static readonly IPAddress Host = IPAddress.Parse("192.0.2.7");

    public static DiagnosisFacts Of(Reason reason, string target = "tcp://192.0.2.7:443") => new() { Spec = Make.Spec(target), Reason = reason };

    public static IcmpFacts Ping(bool replied) =>
        new() { Remote = Host, Replied = replied, Fault = replied ? null : NetworkFault.TimedOut, Elapsed = TimeSpan.FromMilliseconds(3) };

    public static IcmpFacts ForbiddenPing() => new() { Remote = Host, NotPermitted = true };

    public static ConnectFacts Accepts(int port, uint again = 0) =>
        new() { Remote = new IPEndPoint(Host, port), Connected = true, SynRetransmits = again, Elapsed = TimeSpan.FromMilliseconds(1) };

    public static ConnectFacts Refuses(int port) =>
        new() { Remote = new IPEndPoint(Host, port), Fault = new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused) };

    public static ConnectFacts Silent(int port, string address = "192.0.2.7") =>
        new() { Remote = new IPEndPoint(IPAddress.Parse(address), port), Fault = NetworkFault.TimedOut };

    public static ConnectFacts RejectedBy(string offender, byte code = 3) => new()
    {
        Remote = new IPEndPoint(Host, 443),
        Fault = new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused),
        Icmp = new IcmpError(AddressFamily.InterNetwork, 3, code, IPAddress.Parse(offender)),
    };

    public static ResolverFacts Resolver(string server, int rcode, string? address = null, DnsOutcome outcome = DnsOutcome.Answered)
    {
        var endpoint = new IPEndPoint(IPAddress.Parse(server), 53);
        var query = new DnsQueryFacts
        {
            Name = "shop.example.com",
            Family = AddressFamily.InterNetwork,
            Server = endpoint,
            Outcome = outcome,
            Rcode = outcome == DnsOutcome.Answered ? rcode : null,
            Addresses = address is null ? [] : [IPAddress.Parse(address)],
            SoaOwner = address is null ? "example.com" : null,
        };
        return new ResolverFacts { Resolver = new ResolverAddress(endpoint), Queries = [query], Deciding = [query] };
    }

    public static IReadOnlyList<TimeSpan> Times(params int[] milliseconds) => [.. milliseconds.Select(m => TimeSpan.FromMilliseconds(m))];
}
