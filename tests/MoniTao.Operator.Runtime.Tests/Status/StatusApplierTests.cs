using System.Text.Json;
using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Status;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Status;

public sealed class StatusApplierTests
{
    private const string Path = Widget.GroupVersion + "/namespaces/web/widgets/shop/status";

    private static readonly StatusTarget Target = new(ApiResource.Of<Widget>(), "web", "shop");

    [Fact]
    public async Task Status_is_applied_by_force_and_carries_no_more_metadata_than_the_name()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("PATCH", Path, exchange => exchange.ReplyAsync(200, "{}"));
        var applier = new StatusApplier(rig.Api, "monitao");
        var result = await applier.ApplyAsync(Target, JsonSerializer.SerializeToElement(new { ready = true, note = "é" }), CancellationToken.None);
        Assert.Equal(new StatusResult(StatusOutcome.Applied), result);
        var request = Assert.Single(rig.Server.Requests);
        Assert.Equal("application/apply-patch+yaml", request.ContentType);
        Assert.Equal(("monitao", "true"), (request.Query["fieldManager"], request.Query["force"]));
        var expected = JsonNode.Parse("""
            {"apiVersion":"tests.monitao.io/v1","kind":"Widget","metadata":{"name":"shop","namespace":"web"},"status":{"ready":true,"note":"é"}}
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(request.Body)), request.Body);
        Assert.Equal((1, 0), (applier.Writes, applier.Failures));
    }

    [Fact]
    public async Task A_cluster_scoped_object_has_no_namespace_in_path_or_body()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("PATCH", Widget.Collection + "/shop/status", exchange => exchange.ReplyAsync(200, "{}"));
        var result = await new StatusApplier(rig.Api, "monitao").ApplyAsync(Target with { Namespace = "" }, "{}"u8.ToArray(), CancellationToken.None);
        Assert.Equal(StatusOutcome.Applied, result.Outcome);
        Assert.DoesNotContain("namespace", rig.Server.Requests[0].Body);
    }

    [Theory]
    [InlineData(404, StatusOutcome.NotFound)]
    [InlineData(409, StatusOutcome.Conflict)]
    [InlineData(400, StatusOutcome.Invalid)]
    [InlineData(413, StatusOutcome.Invalid)]
    [InlineData(422, StatusOutcome.Invalid)]
    [InlineData(401, StatusOutcome.Unavailable)]
    [InlineData(403, StatusOutcome.Unavailable)]
    [InlineData(429, StatusOutcome.Unavailable)]
    [InlineData(500, StatusOutcome.Unavailable)]
    [InlineData(503, StatusOutcome.Unavailable)]
    public async Task Every_refusal_has_a_typed_outcome_and_the_servers_words(int status, StatusOutcome expected)
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("PATCH", Path, exchange => exchange.FailAsync(status, "these words", ("Retry-After", "7")));
        var applier = new StatusApplier(rig.Api, "monitao");
        var result = await applier.ApplyAsync(Target, "{}"u8.ToArray(), CancellationToken.None);
        Assert.Equal((expected, "these words"), (result.Outcome, result.Message));
        Assert.Equal(expected is StatusOutcome.Unavailable or StatusOutcome.Conflict ? TimeSpan.FromSeconds(7) : null, result.RetryAfter);
        Assert.Equal((0, 1), (applier.Writes, applier.Failures));
    }

    [Fact]
    public async Task A_cut_connection_is_unavailable_and_no_exception()
    {
        await using var rig = await ApiRig.CreateAsync();
        rig.Server.Script("PATCH", Path, exchange => { exchange.Abort(); return Task.CompletedTask; });
        var result = await new StatusApplier(rig.Api, "monitao").ApplyAsync(Target, "{}"u8.ToArray(), CancellationToken.None);
        Assert.Equal(StatusOutcome.Unavailable, result.Outcome);
    }

    [Fact]
    public async Task The_callers_own_cancellation_is_not_an_outcome()
    {
        await using var rig = await ApiRig.CreateAsync();
        using var stop = new CancellationTokenSource();
        rig.Server.Script("PATCH", Path, exchange => exchange.HoldAsync());
        var applying = new StatusApplier(rig.Api, "monitao").ApplyAsync(Target, "{}"u8.ToArray(), stop.Token);
        await Eventually.HoldsAsync(() => rig.Server.Requests.Count == 1, "the request");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => applying);
    }
}
