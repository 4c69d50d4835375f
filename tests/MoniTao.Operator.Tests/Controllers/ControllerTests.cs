using MoniTao.Operator.Api;
using MoniTao.Operator.Controllers;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Reconciliation;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Planning;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Controllers;

/// <summary>Spec → plan → supervisor, and what the API server's answers about Secrets lead to.</summary>
public sealed class ControllerTests
{
    private const string SecretPath = "/api/v1/namespaces/web/secrets/token";
    private const string WithSecret = """{"target":"http://127.0.0.1/","http":{"bearerTokenSecretRef":{"name":"token"}}}""";

    [Theory]
    [InlineData(403, "ReferenceForbidden")]
    [InlineData(404, "SecretNotFound")]
    public async Task Refused_or_missing_secret_stalls_and_is_looked_for_again_soon(int status, string reason)
    {
        await using var server = await FakeServer.StartAsync();
        server.Rule("GET", SecretPath, exchange => exchange.FailAsync(status, "no"));

        var (result, view) = await ReconcileAsync(server, Specs.Monitor(WithSecret));

        Assert.Equal(reason, Assert.IsType<PlanResult.Stalled>(view!.Plan).Reason);
        Assert.Equal(TimeSpan.FromSeconds(3), result.RequeueAfter);
    }

    [Fact]
    public async Task Secret_in_use_is_read_again_each_minute_and_a_spec_without_one_never()
    {
        await using var server = await FakeServer.StartAsync();
        server.Rule("GET", SecretPath, exchange => exchange.ReplyAsync(200, """{"data":{"token":"c2VjcmV0"}}"""));

        var (with, view) = await ReconcileAsync(server, Specs.Monitor(WithSecret));
        var (without, _) = await ReconcileAsync(server, Specs.Monitor("""{"target":"http://127.0.0.1/"}"""));

        Assert.True(view!.IsProbed);
        Assert.Equal(TimeSpan.FromSeconds(60), with.RequeueAfter);
        Assert.Null(without.RequeueAfter);
    }

    [Fact]
    public async Task Trouble_of_the_API_server_is_no_verdict_about_the_spec()
    {
        await using var server = await FakeServer.StartAsync();
        server.Rule("GET", SecretPath, exchange => exchange.FailAsync(500, "etcd"));

        await Assert.ThrowsAsync<ApiException>(() => ReconcileAsync(server, Specs.Monitor(WithSecret)));
    }

    [Fact]
    public async Task Monitor_that_is_being_deleted_is_let_go_at_once()
    {
        await using var server = await FakeServer.StartAsync();
        var monitor = Specs.Monitor("""{"target":"http://127.0.0.1/"}""");
        monitor.Metadata.DeletionTimestamp = Views.Now.UtcDateTime;

        var (_, view) = await ReconcileAsync(server, monitor);

        Assert.Null(view);
    }

    private static async Task<(ReconciliationResult Result, MonitorView? View)> ReconcileAsync(FakeServer server, ConnectivityMonitor monitor)
    {
        await using var rig = new SupervisorRig();
        using var connection = new KubernetesConnection(server.Configuration());
        var references = new ApiReferences(new KubernetesApi(connection.Client, TimeProvider.System), TimeProvider.System);
        var controller = new ConnectivityMonitorController(new MonitorPlanner(references), rig.Supervisor, new ReferenceCadence());
        rig.Supervisor.Accept(monitor, new PlanResult.Suspended());
        var result = await controller.ReconcileAsync(monitor, TestContext.Current.CancellationToken);
        return (result, rig.Supervisor.Find("web/shop"));
    }
}
