using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Controllers;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Controllers;

public sealed class MonitorThinnerTests : IAsyncDisposable
{
    private readonly SupervisorRig _rig = new();

    [Fact]
    public void A_state_of_the_same_spec_shares_what_did_not_change_and_drops_the_status_that_is_known()
    {
        _rig.Accept();
        var (before, fresh) = (Entity(), Entity());
        Thin(fresh, before);

        Assert.Same(before.Spec, fresh.Spec);
        Assert.Same(before.Metadata.Name, fresh.Metadata.Name);
        Assert.Same(before.Metadata.Labels, fresh.Metadata.Labels);
        Assert.Null(fresh.Status);
    }

    [Fact]
    public void Another_spec_is_kept_whole()
    {
        _rig.Accept();
        var (before, fresh) = (Entity(), Entity(generation: 2));
        Thin(fresh, before);

        Assert.NotSame(before.Spec, fresh.Spec);
        Assert.NotNull(fresh.Status);
    }

    [Fact]
    public void Other_labels_are_kept()
    {
        var (before, fresh) = (Entity(), Entity());
        fresh.Metadata.Labels["team"] = "other";
        Thin(fresh, before);

        Assert.Equal(("other", "payments"), (fresh.Metadata.Labels["team"], before.Metadata.Labels["team"]));
    }

    [Fact]
    public void Of_a_monitor_that_was_let_go_the_status_is_kept_for_when_it_is_taken_over_again()
    {
        _rig.Accept();
        _rig.Supervisor.Clear();
        var fresh = Entity();
        Thin(fresh, Entity());
        Assert.NotNull(fresh.Status);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private void Thin(ConnectivityMonitor fresh, ConnectivityMonitor before) => MonitorThinner.Thin(fresh, before, _rig.Supervisor);

    private static ConnectivityMonitor Entity(long generation = 1)
    {
        var entity = Views.Entity(generation);
        entity.Metadata.Name = new string(entity.Metadata.Name.AsSpan()); // as each read from the API server makes its own
        entity.Metadata.Labels = new Dictionary<string, string> { ["team"] = "payments" };
        entity.Status = new ConnectivityMonitorStatus { ObservedGeneration = generation };
        return entity;
    }
}
