using System.Globalization;
using System.Net;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Api;

public sealed class KubernetesApiTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_error_status_is_an_answer_with_the_servers_words()
    {
        await using var rig = await ApiRig.CreateAsync();
        var response = await rig.Api.SendAsync(HttpMethod.Get, "/nothing", null, Deadline, CancellationToken.None);
        Assert.Equal(HttpStatusCode.NotFound, response.Status);
        Assert.Contains("could not find", response.Message());
        Assert.Equal(HttpStatusCode.NotFound, response.ToException().Status);
    }

    [Fact]
    public async Task Words_that_are_not_json_are_shown_as_they_are_and_cut()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("GET", "/x", exchange => exchange.ReplyAsync(502, "<html>" + new string('x', 1000)));
        var response = await rig.Api.SendAsync(HttpMethod.Get, "/x", null, Deadline, CancellationToken.None);
        Assert.StartsWith("<html>", response.Message());
        Assert.Equal(300, response.Message().Length);
        Assert.Throws<ApiException>(response.Json);
    }

    [Fact]
    public async Task Json_that_is_no_object_is_refused()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("GET", "/x", exchange => exchange.ReplyAsync(200, "[]"));
        var response = await rig.Api.SendAsync(HttpMethod.Get, "/x", null, Deadline, CancellationToken.None);
        Assert.Throws<ApiException>(response.Json);
    }

    [Fact]
    public async Task Retry_after_as_a_date_is_counted_from_the_clock()
    {
        await using var rig = await ApiRig.CreateAsync();
        var date = (rig.Clock.GetUtcNow() + TimeSpan.FromSeconds(90)).ToString("R", CultureInfo.InvariantCulture);
        rig.Server.Script("GET", "/x", exchange => exchange.FailAsync(503, "later", ("Retry-After", date)));
        var response = await rig.Api.SendAsync(HttpMethod.Get, "/x", null, Deadline, CancellationToken.None);
        Assert.Equal(TimeSpan.FromSeconds(90), response.RetryAfter);
    }

    [Fact]
    public async Task No_answer_within_the_deadline_is_an_api_exception_that_says_so()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("GET", "/x", exchange => exchange.HoldAsync());
        var asking = rig.Api.SendAsync(HttpMethod.Get, "/x", null, Deadline, CancellationToken.None);
        await Eventually.HoldsAsync(() => rig.Server.Requests.Count == 1, "the request");
        rig.Clock.Advance(Deadline);
        var error = await Assert.ThrowsAsync<ApiException>(() => asking);
        Assert.Contains("no answer within 5 s", error.Message);
        Assert.Null(error.Status);
    }

    [Fact]
    public async Task A_base_address_with_a_path_is_kept()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("GET", "/k8s/clusters/one/version", exchange => exchange.ReplyAsync(200, "{}"));
        var configuration = rig.Server.Configuration();
        configuration.Host += "k8s/clusters/one/";
        using var connection = new KubernetesConnection(configuration);
        var api = new KubernetesApi(connection.Client, rig.Clock);
        Assert.True((await api.SendAsync(HttpMethod.Get, "/version", null, Deadline, CancellationToken.None)).IsSuccess);
    }

    [Fact]
    public async Task Credentials_are_sent_with_each_request()
    {
        await using var rig = await ApiRig.CreateAsync();
        string? seen = null;
        rig.Server.Script("GET", "/x", exchange => { seen = exchange.Authorization; return exchange.ReplyAsync(200, "{}"); });
        var configuration = rig.Server.Configuration();
        configuration.AccessToken = "made for this test";
        using var connection = new KubernetesConnection(configuration);
        await new KubernetesApi(connection.Client, rig.Clock).SendAsync(HttpMethod.Get, "/x", null, Deadline, CancellationToken.None);
        Assert.Equal("Bearer made for this test", seen);
    }
}
