using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What ping, the other addresses, a neighbouring port and the path together prove of a connection that fails.</summary>
internal static class TcpRules
{
    public static Conclusion? SomeAddressesWork(DiagnosisFacts facts)
    {
        if (facts.Reason.Layer != Layer.Tcp || facts.Addresses.Count < 2)
            return null;
        var bad = facts.Addresses.Where(a => a.Fault is not null).Select(a => a.Remote.Address).ToList();
        return bad.Count == 0 || bad.Count == facts.Addresses.Count ? null : new Conclusion(
            FaultDomain.Target,
            "Some addresses of the name fail and others accept",
            $"{bad.Count} of {facts.Addresses.Count} addresses fail ({string.Join(", ", bad.Take(3))}), the others accept: take the failing ones out of DNS or mend them",
            $"{LayerCommands.Tcp(facts.Spec, bad[0])}");
    }

    private const string Short = "Every address accepts by now: the fault was short, or it comes and goes";

    public static Conclusion? Recovered(DiagnosisFacts facts) =>
        facts.Reason.Layer == Layer.Tcp && facts.Addresses.Count > 0 && facts.Addresses.All(a => a.Connected)
            ? new Conclusion(FaultDomain.Target, Short, Short)
            : null;

    public static Conclusion? NothingListens(DiagnosisFacts facts)
    {
        if (facts.Reason != Reasons.TcpRefused)
            return null;
        var (address, port) = (facts.Address, facts.Spec.Target.Port);
        var command = $"ss -tlnp 'sport = :{port}'   # on the host of {address}";
        if (facts.Neighbour is { Connected: true } open)
            return new Conclusion(FaultDomain.Target, "The host is up and serves another port; nothing listens on this one", $"The host is up and serves port {open.Remote.Port}; nothing listens on {port}. Check that server, not the network", command);
        return facts.Pings switch
        {
            true => new Conclusion(FaultDomain.Target, "The host is up and nothing listens on the port", $"The host is up (ping answers), and nothing listens on {port}. Check the server, not the network", command),
            false => new Conclusion(FaultDomain.Target, "The port is refused and the host does not answer pings: nothing listens, or a firewall refuses in its name", $"{address} refuses {port} and does not answer pings: nothing listens there, or a firewall refuses in its name", command),
            null => new Conclusion(FaultDomain.Target, "The host is up and nothing listens on the port", $"{address} refuses {port}: it is up, and nothing listens there (ping evidence is missing)", command),
        };
    }

    public static Conclusion? Rejected(DiagnosisFacts facts)
    {
        if (facts.Reason != Reasons.TcpRejected && facts.Reason != Reasons.TcpAdministrativelyProhibited)
            return null;
        var sender = facts.Addresses.Select(a => a.Icmp?.Offender).FirstOrDefault(o => o is not null);
        return sender is null ? null : new Conclusion(
            FaultDomain.Path,
            sender.Equals(facts.Address)
                ? "A rule on the host itself rejects the connection"
                : "Something on the way rejects the connection: a firewall rule, or a Service without endpoints",
            sender.Equals(facts.Address)
                ? $"A rule on {sender} itself rejects port {facts.Spec.Target.Port}"
                : $"{sender} rejects the connection on the way: a firewall rule there, or a Service without endpoints",
            sender.Equals(facts.Address) ? $"nft list ruleset   # on {sender}" : "kubectl get endpointslices,networkpolicies -A");
    }

    public static Conclusion? Overloaded(DiagnosisFacts facts)
    {
        if (facts.Reason != Reasons.TcpTimedOut || facts.Spec.Target.Port == 0)
            return null;
        var before = facts.ConnectTimesBefore;
        var growing = before.Count >= 3 && before[^1] > before[0] * 4 && before[^1] > TimeSpan.FromMilliseconds(200);
        return growing || facts.Addresses.Any(a => a is { Connected: true, SynRetransmits: > 0 })
            ? new Conclusion(
                FaultDomain.Target,
                "Connecting grew slower before it failed: the server is overloaded and its accept queue is full",
                $"Connecting grew slower before it failed ({string.Join(", ", before.Select(t => $"{t.TotalMilliseconds:0} ms"))}): the server is overloaded and its accept queue is full",
                $"ss -ltn 'sport = :{facts.Spec.Target.Port}'   # Recv-Q at its limit means a full accept queue")
            : null;
    }

    private const string Filtered = "The host is up and the port is silent: a firewall drops it, or its accept queue is full";

    public static Conclusion? PortFiltered(DiagnosisFacts facts)
    {
        if (facts.Reason != Reasons.TcpTimedOut)
            return null;
        var port = facts.Spec.Target.Port;
        if (facts.NeighbourAnswers)
            return new Conclusion(FaultDomain.Path, Filtered, $"The host answers at port {facts.Neighbour!.Remote.Port} and not at {port}: a firewall drops {port}, or its accept queue is full");
        return facts.Pings == true
            ? new Conclusion(FaultDomain.Path, Filtered, $"The host is up (ping answers), and {port} is silent: a firewall drops it, or its accept queue is full")
            : null;
    }

    public static Conclusion? PathBreaks(DiagnosisFacts facts)
    {
        if (facts.Reason.Layer != Layer.Tcp || facts.Reason.Fault != FaultDomain.Path || facts.Path.Count == 0 || facts.Path[^1].Arrived)
            return null;
        var last = facts.Path[^1];
        return facts.Pings == true ? null : new Conclusion(
            FaultDomain.Path,
            last.Refuses
                ? "The path ends at a router that knows no way on: the host is down, or the route there is missing"
                : "The path breaks on the way: the next router or the host itself is down, or drops silently",
            last.Refuses
                ? $"The path ends at {last.Address} (hop {last.TimeToLive}), which knows no way on: the host is down, or the route there is missing"
                : $"The path breaks after {last.Address} (hop {last.TimeToLive}): the next router or the host itself is down, or drops silently",
            $"traceroute -T -p {facts.Spec.Target.Port} {facts.Address}");
    }

    public static Conclusion? HostDown(DiagnosisFacts facts) =>
        (facts.Reason == Reasons.TcpTimedOut || facts.Reason == Reasons.TcpHostUnreachable) && facts is { Pings: false, NeighbourAnswers: false }
            ? new Conclusion(FaultDomain.Path, "The host answers to nothing: it is down, or everything to it is dropped", $"{facts.Address} answers to nothing, neither ping nor any port: the host is down, or everything to it is dropped", $"ping {facts.Address}")
            : null;
}
