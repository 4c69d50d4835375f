using System.Net;
using CsCheck;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Files that the kernel, a kubelet or a person wrote: a sandbox prints its own idea of them, and a person anything.</summary>
public sealed class KernelFileProperties
{
    private const string Four =
        "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t0000000A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n";

    private const string Six =
        "00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8000000000000000000000001 00000400 00000001 00000000 00000003 eth0\n"
        + "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001 eth0\n";

    private const string SixAddresses = "20010db8000000000000000000000005 02 40 00 80 eth0\n00000000000000000000000000000001 01 80 10 80 lo\n";

    [Fact]
    public void A_damaged_routing_table_gives_a_hop_or_none() => Property.Holds(Gen.Select(Mutations.OfText([Four], "FFFFFFFFF", "-1", "\t"), Mutations.OfText([Six], "80", "FF", "xyz", " ")), input =>
    {
        var (four, six) = input;
        RouteTable.FindFour(four, IPAddress.Parse("10.0.3.4"));
        RouteTable.FindSix(six, IPAddress.Parse("2001:db8::7"));
    }, tries: 3000);

    [Fact]
    public void A_damaged_line_does_not_hide_the_others() => Property.Holds(Gen.Select(Mutations.OfText([Four]), Mutations.OfText([Six])), input =>
    {
        var (four, six) = input;
        var good = Four.Split('\n');
        Assert.NotNull(RouteTable.FindFour($"{good[0]}\n{four}\n{good[1]}\n", IPAddress.Parse("192.0.2.1")));
        Assert.NotNull(RouteTable.FindSix($"{six}\n{Six}", IPAddress.Parse("2001:db9::1")));
    }, tries: 3000);

    [Fact]
    public void A_damaged_list_of_addresses_is_read() => Property.Holds(Mutations.OfText([SixAddresses]), text => { OwnAddresses.HasSix(text); });

    [Fact]
    public void Any_resolv_conf_gives_settings_within_bounds() => Property.Holds(
        Mutations.OfText(["nameserver 10.0.0.10\nsearch web.svc.cluster.local svc.cluster.local\noptions ndots:5 timeout:2\n", "# none\nnameserver fe80::1%eth0\ndomain lab.test\n"], "options ndots:", "search ", "nameserver ", "99999999999", "..", "::1"),
        text =>
        {
            var conf = ResolvConf.Parse(text);
            Assert.InRange(conf.Servers.Count, 1, 3);
            Assert.InRange(conf.Search.Count, 0, 32);
            Assert.InRange(conf.Dots, 0, 15);
            var candidates = conf.Candidates("shop.web");
            Assert.Contains("shop.web", candidates);
            Assert.All(candidates, name => Assert.True(HostName.TryNormalize(name, out _, out var error), error));
            Assert.Equal(["shop.web"], conf.Candidates("shop.web."));
        }, tries: 3000);

    [Fact]
    public void Any_hosts_file_is_read_and_localhost_stays() => Property.Holds(
        Mutations.OfText(["127.0.0.1 localhost\n::1 localhost ip6-localhost # here\n10.0.0.1\tshop.web shop\r\n"], "#", "::", "fe80::1%lo "),
        text => Assert.NotEmpty(HostsFile.Parse(text).Find("localhost")));
}
