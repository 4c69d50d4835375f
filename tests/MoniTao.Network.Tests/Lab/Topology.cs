namespace MoniTao.Network.Tests.Lab;

/// <summary>The cables, addresses and routes that all scenarios share.</summary>
internal static class Topology
{
    /// <summary>
    /// Errors are sent without a limit, for many probes meet the same router in one second; neighbours that are not there are
    /// given up after half a second instead of three; no address waits for duplicate detection. The mask and not the limit is set,
    /// because a limit of zero also empties the purse from which errors about missing routes are paid.
    /// </summary>
    private const string Kernel =
        """
        ip link set lo up
        cd /proc/sys/net
        echo 0 > ipv4/icmp_ratemask
        echo 0 > ipv6/icmp/ratelimit
        for neighbours in ipv4/neigh ipv6/neigh; do for link in "$neighbours"/*; do
          echo 2 > "$link/mcast_solicit"; echo 250 > "$link/retrans_time_ms"
        done; done
        for link in ipv6/conf/*; do echo 0 > "$link/accept_dad"; done
        for link in ipv4/conf/*; do echo 0 > "$link/rp_filter"; done

        """;

    private const string Forwarding =
        """
        echo 1 > ipv4/ip_forward
        echo 1 > ipv6/conf/all/forwarding

        """;

    /// <summary>Both ends of each cable are in namespaces: nothing appears on the machine itself.</summary>
    private static readonly string Cables =
        $"""
        cable() {"{"} ip link add "$2" netns "$1" type veth peer name "$4" netns "$3"; {"}"}
        cable {Namespaces.Name(Node.Prober)} up0 {Namespaces.Name(Node.Router)} prober0
        cable {Namespaces.Name(Node.Target)} up0 {Namespaces.Name(Node.Router)} target0
        cable {Namespaces.Name(Node.Confined)} up0 {Namespaces.Name(Node.Router)} confined0
        cable {Namespaces.Name(Node.Prober)} dark0 {Namespaces.Name(Node.Router)} dark0
        cable {Namespaces.Name(Node.Prober)} full0 {Namespaces.Name(Node.Router)} full0
        cable {Namespaces.Name(Node.Prober)} down0 {Namespaces.Name(Node.Router)} down0
        """;

    private static readonly string Prober = Kernel +
        $"""
        echo '0 2147483647' > ipv4/ping_group_range
        ip link set up0 up
        ip addr add {Addresses.Prober}/24 dev up0
        for host in 3 4 5 6; do ip addr add 192.0.2.$host/32 dev up0; done
        ip addr add {Addresses.ProberSix}/64 dev up0 nodad
        for net in 198.51.100.0/24 203.0.113.0/28 203.0.113.16/28; do ip route add $net via {Addresses.Router}; done
        for net in 2001:db8:2::/64 2001:db8:100::/48 2001:db8:200::/48; do ip route add $net via {Addresses.RouterSix}; done
        """;

    private static readonly string Router = Kernel + Forwarding +
        $"""
        for link in prober0 target0 confined0; do ip link set $link up; done
        ip addr add {Addresses.Router}/24 dev prober0
        ip addr add {Addresses.RouterSix}/64 dev prober0 nodad
        ip addr add 198.51.100.1/24 dev target0
        ip addr add 2001:db8:2::1/64 dev target0 nodad
        ip addr add {Addresses.RouterForConfined}/29 dev confined0
        ip route add {Addresses.ProberNarrow}/32 dev prober0 mtu lock 1280
        ip route add {Addresses.ProberNarrowToo}/32 dev prober0 mtu lock 1280
        """;

    private static readonly string Target = Kernel + Forwarding +
        $"""
        ip link set up0 up
        for host in 2 10 11 12 13 20 21 22 25; do ip addr add 198.51.100.$host/24 dev up0; done
        ip addr add {Addresses.TargetSix}/64 dev up0 nodad
        ip route add default via 198.51.100.1
        ip route add default via 2001:db8:2::1
        """;

    private static readonly string Confined = Kernel +
        $"""
        echo '1 0' > ipv4/ping_group_range
        echo '40000 40001' > ipv4/ip_local_port_range
        ip link set up0 up
        ip addr add {Addresses.Confined}/29 dev up0
        ip route add default via {Addresses.RouterForConfined}
        echo 1 > ipv6/conf/all/disable_ipv6
        """;

    public static async Task BuildAsync()
    {
        foreach (var node in Enum.GetValues<Node>())
            await Namespaces.CreateAsync(node);
        await Shell.ScriptAsync("env", [], Cables);
        await Task.WhenAll(
            Namespaces.ScriptAsync(Node.Prober, Prober),
            Namespaces.ScriptAsync(Node.Router, Router),
            Namespaces.ScriptAsync(Node.Target, Target),
            Namespaces.ScriptAsync(Node.Confined, Confined));
    }
}
