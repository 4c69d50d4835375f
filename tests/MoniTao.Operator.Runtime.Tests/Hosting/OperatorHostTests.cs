using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Caching;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Runtime.Hosting;
using MoniTao.Operator.Runtime.Status;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Hosting;

public sealed class OperatorHostTests : IAsyncLifetime
{
    private readonly List<IHost> _hosts = [];
    private FakeServer _server = null!;
    private FakeCollection _widgets = null!;
    private FakeCollection _leases = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await FakeServer.StartAsync();
        _widgets = _server.Store(Widget.GroupVersion, Widget.Plural);
        _leases = _server.Store("/apis/coordination.k8s.io/v1", "leases");
        _server.Store("/apis/events.k8s.io/v1", "events");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_host_leads_reconciles_and_reports_its_health_and_releases_its_lease_on_stop()
    {
        _widgets.Put("web", "a");
        var taskRuns = 0;
        var host = await StartAsync("one", builder => builder.AddLeaderTask(async (_, cancellation) =>
        {
            Interlocked.Increment(ref taskRuns);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        }));
        var controller = host.Services.GetRequiredService<ScriptedController>();
        var health = host.Services.GetRequiredService<OperatorHealth>();
        await Eventually.HoldsAsync(() => health.Controllers[0].Reconciles == 1 && Volatile.Read(ref taskRuns) == 1, "the reconcile and the task");
        Assert.Equal(["reconcile a"], controller.Calls);
        Assert.True(health.IsLeader && health.IsReady);
        Assert.Equal((1, 0), (health.Controllers[0].Objects, health.QueueDepth));
        Assert.Equal("ns", (string?)_leases.All()[0]["metadata"]!["namespace"]);
        await host.StopAsync();
        Assert.Equal("", (string?)_leases.All()[0]["spec"]!["holderIdentity"]);
        Assert.False(health.IsLeader);
    }

    [Fact]
    public async Task Of_two_hosts_one_works_and_the_other_waits_ready()
    {
        _widgets.Put("web", "a");
        var one = await StartAsync("one");
        await Eventually.HoldsAsync(() => one.Services.GetRequiredService<ScriptedController>().Calls.Count == 1, "the first to work");
        var two = await StartAsync("two");
        var waiting = two.Services.GetRequiredService<OperatorHealth>();
        await Eventually.HoldsAsync(() => waiting.Election.Holder == "one", "the second to see the first");
        Assert.True(waiting.IsReady && !waiting.IsLeader);
        Assert.Empty(two.Services.GetRequiredService<ScriptedController>().Calls);
        await one.StopAsync();
        await Eventually.HoldsAsync(() => two.Services.GetRequiredService<ScriptedController>().Calls.Count == 1, "the second to take over");
    }

    [Fact]
    public async Task Without_election_no_lease_is_touched()
    {
        _widgets.Put("web", "a");
        var host = await StartAsync("one", configure: options => options.LeaderElection = false);
        await Eventually.HoldsAsync(() => host.Services.GetRequiredService<OperatorHealth>().IsReady, "readiness");
        Assert.Empty(_leases.All());
    }

    [Fact]
    public async Task Controllers_find_the_cache_the_status_writer_and_the_event_recorder_in_the_services()
    {
        _widgets.Put("web", "a");
        var host = await StartAsync("one");
        var cache = host.Services.GetRequiredService<EntityCache<Widget>>();
        await Eventually.HoldsAsync(() => cache.IsSynced, "the cache");
        var target = new StatusTarget(ApiResource.Of<Widget>(), "web", "a");
        var written = await host.Services.GetRequiredService<StatusApplier>().ApplyAsync(target, """{"ready":true}"""u8.ToArray(), CancellationToken.None);
        host.Services.GetRequiredService<EventRecorder>().Record(
            ObjectReference.To(cache.Entities.Single()), EventType.Normal, "Said", "Say", "on the way out", "monitao.io/operator", "one");
        await host.StopAsync();
        var health = host.Services.GetRequiredService<OperatorHealth>();
        Assert.Equal((StatusOutcome.Applied, 1L, 1L), (written.Outcome, health.Status.Writes, health.Events.Delivered));
        Assert.Equal("test-operator", _server.Requests.Single(request => request.Verb == "PATCH").Query["fieldManager"]);
    }

    [Fact]
    public async Task A_leader_task_that_takes_long_to_attach_itself_misses_nothing()
    {
        _widgets.Put("web", "a");
        var missed = new TaskCompletionSource<bool>();
        var host = await StartAsync("one", builder => builder.AddLeaderTask((provider, _) =>
        {
            var controller = provider.GetRequiredService<ScriptedController>();
            missed.SetResult(SpinWait.SpinUntil(() => controller.Calls.Count > 0, TimeSpan.FromMilliseconds(500)));
            return Task.CompletedTask;
        }));
        Assert.False(await missed.Task);
        await Eventually.HoldsAsync(() => host.Services.GetRequiredService<ScriptedController>().Calls.Count == 1, "the reconcile");
    }

    [Fact]
    public async Task A_leader_task_that_fails_stops_the_host_and_releases_the_lease()
    {
        var host = await StartAsync("one", builder => builder.AddLeaderTask((_, _) => throw new InvalidOperationException("a defect")));
        await host.WaitForShutdownAsync();
        Assert.Equal("", (string?)_leases.All()[0]["spec"]!["holderIdentity"]);
    }

    private async Task<IHost> StartAsync(string identity, Action<OperatorBuilder>? extend = null, Action<OperatorOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        var configuration = _server.Configuration();
        configuration.Namespace = "ns";
        builder.Services.AddSingleton(new KubernetesConnection(configuration));
        var kubernetes = builder.Services.AddKubernetesOperator(options =>
        {
            (options.Name, options.Identity) = ("test-operator", identity);
            options.LeaseRetryPeriod = TimeSpan.FromMilliseconds(100);
            configure?.Invoke(options);
        });
        kubernetes.AddController<ScriptedController, Widget>(options => options.Workers = 1);
        extend?.Invoke(kubernetes);
        var host = builder.Build();
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }
}
