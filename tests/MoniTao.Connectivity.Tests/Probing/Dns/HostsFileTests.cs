using System.Net;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class HostsFileTests
{
    private static readonly HostsFile File = HostsFile.Parse(
        "# comment 10.9.9.9 commented\n10.0.0.1\tshop.example.com  Shop # 10.9.9.8 tail\r\n2001:db8::1 shop\n10.0.0.1 shop\nnonsense shop\n10.0.0.3\n");

    [Theory]
    [InlineData("shop", "10.0.0.1 2001:db8::1")]
    [InlineData("SHOP.example.com.", "10.0.0.1")]
    [InlineData("commented", "")]
    [InlineData("tail", "")]
    [InlineData("other.example.com", "")]
    [InlineData("localhost", "127.0.0.1 ::1")]
    [InlineData("db.localhost.", "127.0.0.1 ::1")]
    [InlineData("notlocalhost", "")]
    public void A_name_has_the_addresses_of_its_lines(string name, string addresses) =>
        Assert.Equal(addresses, string.Join<IPAddress>(' ', File.Find(name)));

    [Fact]
    public void An_entry_for_localhost_goes_before_the_built_in_one() =>
        Assert.Equal("127.0.0.7", string.Join<IPAddress>(' ', HostsFile.Parse("127.0.0.7 localhost").Find("localhost")));
}
