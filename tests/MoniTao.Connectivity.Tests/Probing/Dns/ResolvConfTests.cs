using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class ResolvConfTests
{
    private const string Pod = "search web.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n";

    [Fact]
    public void A_pods_file_is_read()
    {
        var conf = ResolvConf.Parse(Pod);

        Assert.Equal(["10.96.0.10:53"], conf.Servers.Select(s => s.ToString()));
        Assert.Equal(5, conf.Dots);
        Assert.Equal(3, conf.Search.Count);
    }

    [Theory]
    [InlineData("shop", "shop.web.svc.cluster.local shop.svc.cluster.local shop.cluster.local shop")]
    [InlineData("shop.example.com", "shop.example.com.web.svc.cluster.local shop.example.com.svc.cluster.local shop.example.com.cluster.local shop.example.com")]
    [InlineData("a.b.c.d.e.f", "a.b.c.d.e.f a.b.c.d.e.f.web.svc.cluster.local a.b.c.d.e.f.svc.cluster.local a.b.c.d.e.f.cluster.local")]
    [InlineData("shop.example.com.", "shop.example.com")]
    public void Names_are_tried_in_the_order_of_ndots(string name, string order) =>
        Assert.Equal(order.Split(' '), ResolvConf.Parse(Pod).Candidates(name));

    [Fact]
    public void An_appended_name_that_is_too_long_is_left_out() =>
        Assert.Equal([new string('a', 60)], ResolvConf.Parse("search " + string.Join('.', Enumerable.Repeat(new string('b', 60), 4))).Candidates(new string('a', 60)));

    [Fact]
    public void Three_servers_at_most_are_asked() =>
        Assert.Equal(3, ResolvConf.Parse("nameserver 1.1.1.1\nnameserver 2.2.2.2\nnameserver 2001:db8::1\nnameserver 4.4.4.4").Servers.Count);

    [Fact]
    public void Without_a_server_the_one_on_this_machine_is_asked() =>
        Assert.Equal(["127.0.0.1:53"], ResolvConf.Parse("").Servers.Select(s => s.ToString()));

    [Theory]
    [InlineData("options ndots:-1")]
    [InlineData("options ndots:many")]
    [InlineData("options")]
    [InlineData("nameserver\nnameserver nonsense\n\0\u00FF\n# nameserver 9.9.9.9\n; options ndots:3")]
    [InlineData("search\nsearch . ..")]
    public void Junk_is_passed_over(string text)
    {
        var conf = ResolvConf.Parse(text);

        Assert.Equal(1, conf.Dots);
        Assert.Empty(conf.Search);
        Assert.Equal(["127.0.0.1:53"], conf.Servers.Select(s => s.ToString()));
    }

    [Fact]
    public void The_last_search_line_and_the_last_ndots_win_and_windows_line_ends_do_no_harm()
    {
        var conf = ResolvConf.Parse("domain old.example\r\nsearch one.example. two.example\r\noptions timeout:1 ndots:2 ndots:99\r\n");

        Assert.Equal(["one.example", "two.example"], conf.Search);
        Assert.Equal(15, conf.Dots);
    }
}
