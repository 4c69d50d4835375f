using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>Probing does not depend on the API server; what was found meanwhile is delivered after.</summary>
[Collection(OwnServer.Name)]
public sealed class ApiServerAwayTests(OwnServer own, ITestOutputHelper output)
{
    [Fact]
    public async Task Probing_goes_on_without_the_API_server_and_the_status_is_delivered_after()
    {
        var server = await own.GetAsync();
        var space = await MonitorSpace.CreateAsync(server, output);
        await using var failing = new TargetPort().Open();
        await using var steady = new TargetPort().Open();
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync("failing", $"target: '{failing.Tcp}', periodSeconds: 5, retrySeconds: 1");
        await space.ApplyAsync("steady", $"target: '{steady.Tcp}', periodSeconds: 5");
        await space.WaitAsync("failing", "it is up", m => m.IsUp());
        await space.WaitAsync("steady", "the other is up", m => m.IsUp());

        await server.StopApiServerAsync();
        await space.WaitAsync("the Lease can't be renewed any more", () => Task.FromResult(!monitao.Health.IsLeader));
        await failing.CloseAsync();
        var probed = steady.Accepted;
        await space.WaitAsync("the failure is seen without the server", () => Task.FromResult(
            monitao.Supervisor.Find($"{space.Name}/failing")?.State.Outages.Open is not null));
        await space.WaitAsync("the other is probed twice more", () => Task.FromResult(steady.Accepted >= probed + 2));
        var readiness = await monitao.GetAsync("/readyz");
        var health = await monitao.GetAsync("/healthz");
        var outage = monitao.Supervisor.Find($"{space.Name}/failing")!.State.Outages.Open!;
        await server.StartApiServerAsync();
        var delivered = await space.WaitAsync("failing", "the status is delivered", m => m.IsDown());

        Assert.Equal(503, readiness.Status);
        Assert.Equal(200, health.Status);
        Assert.Equal(outage.Start.ToUnixTimeSeconds(), Assert.Single(delivered.Status!.Outages).Start.ToUnixTimeSeconds());
        await space.WaitForEventsAsync("failing", "TcpRefused");
        await space.WaitAsync("it is ready again", async () => (await monitao.GetAsync("/readyz")).Status == 200);
        Assert.True((await space.GetAsync("steady")).IsUp());
        monitao.Logs.AssertNoErrors();
    }

    [Fact]
    public async Task Definition_deleted_and_applied_again_is_picked_up()
    {
        var server = await own.GetAsync();
        var space = await MonitorSpace.CreateAsync(server, output);
        await using var target = new TargetPort().Open();
        await using var monitao = await space.StartOperatorAsync();
        await space.ApplyAsync("shop", $"target: '{target.Tcp}', periodSeconds: 5");
        await space.WaitAsync("shop", "it is up", m => m.IsUp());

        await server.SendAsync(HttpMethod.Delete, "apis/apiextensions.k8s.io/v1/customresourcedefinitions/connectivitymonitors.monitao.io", null, "");
        await space.WaitAsync("nothing is probed any more", () => Task.FromResult(monitao.Supervisor.Engine.Scheduler.Owned == 0));
        await space.WaitAsync("the definition is gone", async () => !(await server.GetAsync("apis/apiextensions.k8s.io/v1/customresourcedefinitions"))
            .ToString().Contains("monitao.io", StringComparison.Ordinal));
        await MonitorDefinition.ApplyAsync(server);
        await space.WaitAsync("the operator lists again", () => Task.FromResult(monitao.Health.IsReady));
        await space.ApplyAsync("shop", $"target: '{target.Tcp}', periodSeconds: 5");
        var again = await space.WaitAsync("shop", "it is up again", m => m.IsUp());

        Assert.Empty(again.Status!.Outages);
        monitao.Logs.AssertNoErrors();
    }
}
