namespace MoniTao.FaultLab.Tests.Http;

public sealed class HttpRedirectTests
{
    private const int Hops = 20;

    [Fact]
    public async Task Healthy_redirect_arrives_after_one_hop()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-http-redirect"]);
        var path = Location(await lab["healthy-http-redirect"].GetAsync());
        Assert.StartsWith("HTTP/1.1 200 ", (await lab["healthy-http-redirect"].GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loop_comes_back_to_a_page_it_has_shown()
    {
        var pages = await FollowAsync("http-redirect-loop");
        Assert.Equal(2, pages.Distinct().Count());
    }

    [Fact]
    public async Task Chain_never_shows_a_page_twice()
    {
        var pages = await FollowAsync("http-redirect-chain");
        Assert.Equal(Hops, pages.Distinct().Count());
    }

    [Fact]
    public async Task Redirect_to_file_leaves_the_web()
    {
        await using var lab = await FaultLabHost.StartAsync(["http-redirect-to-file"]);
        Assert.StartsWith("file:", Location(await lab["http-redirect-to-file"].GetAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unwanted_redirect_is_the_healthy_one_to_a_monitor_that_stays()
    {
        await using var lab = await FaultLabHost.StartAsync(["http-redirect-unwanted"]);
        Assert.False(lab["http-redirect-unwanted"].Settings.FollowRedirects);
        Assert.Equal("/healthy", Location(await lab["http-redirect-unwanted"].GetAsync()));
    }

    private static async Task<List<string>> FollowAsync(string name)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        var pages = new List<string>();
        var path = "/";
        for (var hop = 0; hop < Hops; hop++)
        {
            path = Location(await lab[name].GetAsync(path));
            pages.Add(path);
        }

        return pages;
    }

    private static string Location(WireAnswer answer)
    {
        Assert.StartsWith("HTTP/1.1 302 ", answer.Text, StringComparison.Ordinal);
        return answer.Text.Split("\r\n").Single(line => line.StartsWith("Location: ", StringComparison.Ordinal))["Location: ".Length..];
    }
}
