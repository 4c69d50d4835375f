using System.Net;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>What can't be probed says so, is not probed, and is taken up once it is mended.</summary>
public sealed class BadSpecTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    private const string Mended = "periodSeconds: 5, timeoutSeconds: 2, retrySeconds: 1";

    [Theory]
    [InlineData("periodSeconds: 5, timeoutSeconds: 30", "timeoutSeconds must not exceed periodSeconds")] // a rule that servers before 1.25 drop
    [InlineData("periodSeconds: 5, http: {bodyPattern: '('}", "spec.http.bodyPattern")] // nothing that a server could check
    public async Task Bad_spec_is_stalled_with_its_field_and_never_probed_until_mended(string fields, string words)
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var target = new TargetPort(_ => "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").Open();
        await using var witness = new TargetPort().Open();
        await using var monitao = await space.StartOperatorAsync();
        try
        {
            await space.ApplyAsync("bad", $"target: '{target.Http}', {fields}");
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            Assert.Contains(words, refused.Message); // a server that knows the rule says the same
            return;
        }

        await space.ApplyAsync("good", $"target: '{witness.Tcp}', periodSeconds: 5");
        var stalled = await space.WaitAsync("bad", "it is stalled", m => m.Condition("Stalled") == "True/InvalidSpec");
        await space.WaitAsync("a good one was probed twice", () => Task.FromResult(witness.Accepted >= 2));
        var probes = target.Accepted;
        await space.ApplyAsync("bad", $"target: '{target.Http}', {Mended}");
        var mended = await space.WaitAsync("bad", "the mended one is up", m => m.IsUp());

        Assert.Equal(0, probes);
        Assert.Contains(words, stalled.Message("Stalled"));
        Assert.Equal(stalled.Message("Stalled"), stalled.Message("Ready"));
        Assert.Equal("False/InvalidSpec", stalled.Condition("Ready"));
        Assert.Equal("Unknown/InvalidSpec", stalled.Condition("Reachable"));
        Assert.True(stalled.IsCurrent());
        Assert.Equal("absent", mended.Condition("Stalled"));
        Assert.Equal("True/Probing", mended.Condition("Ready"));
        await space.WaitForEventsAsync("bad", "InvalidSpec", "Accepted");
        monitao.Logs.AssertNoErrors();
    }
}
