using MoniTao.Operator.Runtime.Queueing;
using MoniTao.Operator.Runtime.Reconciliation;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Reconciliation;

public sealed class ControllerTests
{
    [Fact]
    public async Task Every_object_is_reconciled_at_start_and_again_after_a_change_of_its_spec()
    {
        await using var rig = await ControllerRig.CreateAsync();
        rig.Widgets.Put("web", "a");
        rig.Widgets.Put("web", "b");
        rig.Start();
        await rig.UntilCalledAsync("reconcile a");
        await rig.UntilCalledAsync("reconcile b");
        rig.Widgets.Put("web", "a", new() { ["size"] = 7 });
        await rig.UntilCalledAsync("reconcile a", times: 2);
        Assert.Equal(1, rig.Controller.Count("reconcile b"));
        Assert.Equal(("widgets", 2, true), (rig.Runner.Health.Resource, rig.Runner.Health.Objects, rig.Runner.Health.IsSynced));
    }

    [Fact]
    public async Task A_change_of_status_only_does_not_reconcile()
    {
        await using var rig = await ControllerRig.CreateAsync();
        rig.Widgets.Put("web", "a");
        rig.Start();
        await rig.UntilCalledAsync("reconcile a");
        await rig.UntilAsync(() => rig.Runner.Health.Watch.Watches == 1, "the watch");
        using (var http = new HttpClient { BaseAddress = rig.Server.Address })
        using (var patch = new StringContent("""{"status":{"ready":true}}"""))
            (await http.PatchAsync($"{Widget.GroupVersion}/namespaces/web/widgets/a/status", patch)).EnsureSuccessStatusCode();
        // What comes after it through the same watch has been worked off, so it has been too.
        rig.Widgets.Put("web", "later");
        await rig.UntilCalledAsync("reconcile later");
        Assert.Equal(1, rig.Controller.Count("reconcile a"));
        Assert.Equal(2, rig.Runner.Health.Watch.Events);
    }

    [Fact]
    public async Task A_deletion_hands_over_the_last_known_state()
    {
        await using var rig = await ControllerRig.CreateAsync();
        Widget? last = null;
        rig.Controller.OnDeleted = widget => { last = widget; return Task.CompletedTask; };
        rig.Widgets.Put("web", "a", new() { ["size"] = 7 });
        rig.Start();
        await rig.UntilCalledAsync("reconcile a");
        rig.Widgets.Delete("web", "a");
        await rig.UntilAsync(() => rig.Runner.Health.Deletions == 1, "the deletion");
        Assert.Equal(7, last!.Spec.Size);
        Assert.Equal(0, rig.Runner.Health.Objects);
    }

    [Fact]
    public async Task An_exception_is_a_failure_with_back_off_and_other_objects_go_on()
    {
        await using var rig = await ControllerRig.CreateAsync();
        var tries = 0;
        rig.Controller.OnReconcile = (widget, _) => widget.Metadata.Name == "bad" && Interlocked.Increment(ref tries) < 4
            ? throw new InvalidOperationException("a defect")
            : Task.FromResult(ReconciliationResult.Success());
        rig.Widgets.Put("web", "bad");
        rig.Widgets.Put("web", "good");
        rig.Start();
        await rig.UntilCalledAsync("reconcile good");
        await rig.UntilCalledAsync("reconcile bad", times: 4);
        Assert.Equal(3, rig.Runner.Health.Failures);
        await rig.UntilAsync(() => rig.Runner.Health.Reconciles == 2, "both to succeed");
    }

    [Fact]
    public async Task A_deletion_that_fails_is_repeated_until_it_succeeds()
    {
        await using var rig = await ControllerRig.CreateAsync();
        var tries = 0;
        rig.Controller.OnDeleted = _ => Interlocked.Increment(ref tries) < 3 ? throw new IOException("busy") : Task.CompletedTask;
        rig.Widgets.Put("web", "a");
        rig.Start();
        await rig.UntilCalledAsync("reconcile a");
        rig.Widgets.Delete("web", "a");
        await rig.UntilAsync(() => rig.Runner.Health.Deletions == 1, "the deletion");
        Assert.Equal((3, 2L), (tries, rig.Runner.Health.Failures));
    }

    [Fact]
    public async Task Deletion_and_new_object_of_the_same_name_are_told_in_this_order()
    {
        await using var rig = await ControllerRig.CreateAsync(new ControllerOptions { Workers = 1 });
        using var hold = new SemaphoreSlim(0);
        rig.Controller.OnReconcile = async (widget, cancellation) =>
        {
            if (widget.Metadata.Name == "first")
                await hold.WaitAsync(cancellation);
            return ReconciliationResult.Success();
        };
        rig.Widgets.Put("web", "a");
        rig.Start();
        await rig.UntilCalledAsync("reconcile a");
        rig.Widgets.Put("web", "first");
        await rig.UntilCalledAsync("reconcile first");
        rig.Widgets.Delete("web", "a");
        rig.Widgets.Put("web", "a");
        await rig.UntilAsync(() => rig.Runner.Health.Watch.Events == 3, "both to be queued");
        hold.Release();
        await rig.UntilCalledAsync("reconcile a", times: 2);
        Assert.Equal(["reconcile a", "reconcile first", "deleted a", "reconcile a"], rig.Controller.Calls);
    }

    [Fact]
    public async Task Success_comes_back_only_if_it_asks_to()
    {
        await using var rig = await ControllerRig.CreateAsync();
        rig.Controller.OnReconcile = (widget, _) =>
            Task.FromResult(ReconciliationResult.Success(widget.Metadata.Name == "again" ? TimeSpan.FromSeconds(30) : null));
        rig.Widgets.Put("web", "again");
        rig.Widgets.Put("web", "once");
        rig.Start();
        await rig.UntilCalledAsync("reconcile once");
        await rig.UntilCalledAsync("reconcile again", times: 3);
        Assert.Equal(1, rig.Controller.Count("reconcile once"));
    }

    [Fact]
    public async Task A_failure_comes_back_when_it_asks_to_or_with_growing_pauses()
    {
        var options = new ControllerOptions { Queue = new WorkQueueOptions(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)) };
        await using var rig = await ControllerRig.CreateAsync(options);
        rig.Controller.OnReconcile = (widget, _) =>
            Task.FromResult(ReconciliationResult.Failure("not yet", widget.Metadata.Name == "own pace" ? TimeSpan.FromSeconds(2) : null));
        rig.Widgets.Put("web", "own pace");
        rig.Widgets.Put("web", "backed off");
        rig.Start();
        await rig.UntilCalledAsync("reconcile own pace", times: 12);
        Assert.InRange(rig.Controller.Count("reconcile backed off"), 2, 6);
        Assert.True(rig.Runner.Health.Failures >= 13);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_cancelled_and_counted_as_a_failure()
    {
        await using var rig = await ControllerRig.CreateAsync(new ControllerOptions { CallTimeout = TimeSpan.FromSeconds(30) });
        rig.Controller.OnReconcile = async (_, cancellation) =>
        {
            if (rig.Controller.Calls.Count == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return ReconciliationResult.Success();
        };
        rig.Widgets.Put("web", "a");
        rig.Start();
        await rig.UntilCalledAsync("reconcile a", times: 2);
        Assert.Equal(1, rig.Runner.Health.Failures);
    }

    [Fact]
    public async Task Work_cut_short_by_the_end_of_a_term_is_taken_up_in_the_next()
    {
        await using var rig = await ControllerRig.CreateAsync();
        rig.Controller.OnReconcile = async (_, cancellation) =>
        {
            if (rig.Controller.Calls.Count == 1)
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return ReconciliationResult.Success();
        };
        rig.Widgets.Put("web", "a");
        rig.Widgets.Put("web", "gone in between");
        rig.Start();
        await rig.UntilAsync(() => rig.Controller.Calls.Count >= 2, "both to be called");
        await rig.StopAsync();
        Assert.False(rig.Runner.Health.IsSynced);
        Assert.Equal(0, rig.Runner.Health.Failures);
        rig.Widgets.Delete("web", "gone in between");
        rig.Start();
        await rig.UntilCalledAsync("deleted gone in between");
        await rig.UntilCalledAsync("reconcile a", times: 2);
    }

    [Fact]
    public async Task One_object_is_never_reconciled_twice_at_a_time()
    {
        await using var rig = await ControllerRig.CreateAsync(new ControllerOptions { Workers = 8 });
        var (inside, overlaps, lastSize) = (0, 0, 0);
        rig.Controller.OnReconcile = async (widget, _) =>
        {
            if (Interlocked.Increment(ref inside) > 1)
                Interlocked.Increment(ref overlaps);
            await Task.Yield();
            Volatile.Write(ref lastSize, widget.Spec.Size);
            Interlocked.Decrement(ref inside);
            return ReconciliationResult.Success();
        };
        rig.Widgets.Put("web", "a");
        rig.Start();
        await rig.UntilCalledAsync("reconcile a");
        for (var size = 1; size < 100; size++)
            rig.Widgets.Put("web", "a", new() { ["size"] = size });
        await rig.UntilAsync(() => Volatile.Read(ref lastSize) == 99, "the last change to be reconciled");
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public void A_failure_must_say_what_failed() => Assert.Throws<ArgumentException>(() => ReconciliationResult.Failure(""));
}
