using System.Net;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Tests.Probing.Linux;

public sealed class RouteTableTests
{
    private const string Four = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n"
        + "eth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\n"
        + "eth1\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\n";

    private const string Six = "00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8000000000000000000000001 00000400 1 0 00000003 eth0\n"
        + "20010db8000000000000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 1 0 00000001 eth1\n";

    [Fact]
    public void The_longest_prefix_gives_the_hop()
    {
        Assert.Equal(new RouteTable.Hop("eth0", IPAddress.Parse("10.0.0.1")), RouteTable.FindFour(Four, IPAddress.Parse("192.0.2.1")));
        Assert.Equal(new RouteTable.Hop("eth1", null), RouteTable.FindFour(Four, IPAddress.Parse("10.9.9.9")));
        Assert.Equal(new RouteTable.Hop("eth0", IPAddress.Parse("2001:db8::1")), RouteTable.FindSix(Six, IPAddress.Parse("2001:db9::1")));
        Assert.Equal(new RouteTable.Hop("eth1", null), RouteTable.FindSix(Six, IPAddress.Parse("2001:db8::9")));
    }

    [Theory]
    [InlineData("eth2\tx\t00000000\t0001\t0\t0\t0\t00000000\n")]
    [InlineData("eth2\t00000000\t00000000\t0001\t0\t0\t-1\t00000000\n")]
    [InlineData("eth2\t00000000\t00000000\t000000001\t0\t0\t0\t00000000\n")]
    public void A_row_that_cannot_be_read_is_passed_over(string row) =>
        Assert.Equal("eth0", RouteTable.FindFour(row + Four, IPAddress.Parse("192.0.2.1"))?.Interface);

    [Theory]
    [InlineData("000 00 0 00 0 0 1 0 00000003 eth2\n")]
    [InlineData("00000000000000000000000000000000 81 0 00 20010db8000000000000000000000001 0 1 0 00000003 eth2\n")]
    public void A_row_of_IPv6_that_cannot_be_read_is_passed_over(string row) =>
        Assert.Equal("eth0", RouteTable.FindSix(row + Six, IPAddress.Parse("2001:db9::1"))?.Interface);
}
