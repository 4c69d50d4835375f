using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Runtime.Tests.Leases;

public sealed class LeaderElectorTests
{
    private const string Collection = "/apis/coordination.k8s.io/v1/namespaces/ops/leases";
    private const string Path = Collection + "/monitao";

    private static FakeCollection Leases(ApiRig rig) => rig.Server.Store("/apis/coordination.k8s.io/v1", "leases");

    private static string? Spec(FakeCollection leases, string field) => leases.Get("ops", "monitao")?["spec"]?[field]?.ToString();

    [Fact]
    public async Task The_first_candidate_creates_the_lease_with_six_digits_on_a_whole_second()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        Assert.True(one.Elector.IsLeader);
        Assert.Equal("one", one.Elector.Holder);
        Assert.Equal("2026-01-02T03:04:05.000000Z", Spec(leases, "renewTime"));
        Assert.Equal("2026-01-02T03:04:05.000000Z", Spec(leases, "acquireTime"));
        Assert.Equal("15", Spec(leases, "leaseDurationSeconds"));
    }

    [Fact]
    public async Task The_leader_renews_every_two_seconds_without_reading()
    {
        await using var rig = await ApiRig.CreateAsync();
        Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        var start = rig.Clock.GetUtcNow();
        await rig.UntilAsync(() => rig.Server.Count("PUT", Path) >= 5, "renewals");
        Assert.True(rig.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(10));
        Assert.Equal(1, rig.Server.Count("GET", Path));
        Assert.Equal(1, one.Elector.Transitions);
    }

    [Fact]
    public async Task Of_two_candidates_one_works_and_the_other_takes_over_when_it_is_released()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = Leases(rig);
        var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        await using var two = new Candidate(rig, "two").Start();
        await rig.UntilAsync(() => rig.Server.Count("GET", Path) >= 8, "some tries of the second");
        Assert.False(two.IsWorking);
        Assert.Equal("one", two.Elector.Holder);
        await one.StopAsync();
        Assert.Equal("", Spec(leases, "holderIdentity"));
        Assert.False(one.Elector.IsLeader);
        var released = rig.Clock.GetUtcNow();
        await rig.UntilAsync(() => two.IsWorking, "the second to lead");
        Assert.True(rig.Clock.GetUtcNow() - released < TimeSpan.FromSeconds(15), "takeover after a release needs no expiry");
        Assert.Equal("1", Spec(leases, "leaseTransitions"));
    }

    [Fact]
    public async Task A_silent_holder_is_replaced_after_its_duration_as_seen_here_whatever_times_it_wrote()
    {
        await using var rig = await ApiRig.CreateAsync();
        // The dead holder's clock ran an hour ahead; by its own times the lease would stand for an hour.
        Leases(rig).Put("ops", "monitao", new JsonObject
        {
            ["holderIdentity"] = "dead",
            ["leaseDurationSeconds"] = 15,
            ["leaseTransitions"] = 4,
            ["renewTime"] = "2026-01-02T04:04:05.000000Z",
            ["strategy"] = "kept as it is",
        });
        var start = rig.Clock.GetUtcNow();
        await using var two = new Candidate(rig, "two").Start();
        await rig.UntilAsync(() => two.IsWorking, "the second to lead");
        Assert.True(rig.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(15));
        var written = JsonNode.Parse(rig.Server.Requests.First(request => request.Verb == "PUT").Body)!["spec"]!;
        Assert.Equal(5, (int)written["leaseTransitions"]!);
        Assert.Equal("kept as it is", (string?)written["strategy"]);
    }

    [Fact]
    public async Task A_holder_that_keeps_renewing_is_never_replaced_though_its_clock_is_an_hour_behind()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = Leases(rig);
        JsonObject Held(int renewal) => new() { ["holderIdentity"] = "alive", ["leaseDurationSeconds"] = 15, ["renewTime"] = $"2026-01-02T02:04:{renewal:00}.000000Z" };
        leases.Put("ops", "monitao", Held(0));
        await using var two = new Candidate(rig, "two").Start();
        for (var renewal = 1; renewal < 10; renewal++)
        {
            var seen = rig.Server.Count("GET", Path);
            await rig.UntilAsync(() => rig.Server.Count("GET", Path) >= seen + 2, "two tries of the second");
            leases.Put("ops", "monitao", Held(renewal));
        }
        Assert.False(two.IsWorking);
        Assert.Equal(0, rig.Server.Count("PUT", Path));
    }

    [Fact]
    public async Task A_conflict_on_the_way_in_means_that_the_other_was_first()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = Leases(rig);
        rig.Server.Script("POST", Collection, exchange =>
        {
            leases.Put("ops", "monitao", new JsonObject { ["holderIdentity"] = "other", ["leaseDurationSeconds"] = 15 });
            return exchange.FailAsync(409, "already exists");
        });
        await using var two = new Candidate(rig, "two").Start();
        await rig.UntilAsync(() => two.Elector.Holder == "other", "the other to be seen");
        Assert.False(two.IsWorking);
        Assert.Equal(0, two.Elector.Failures);
    }

    [Fact]
    public async Task A_leader_that_finds_another_holder_stops_at_once()
    {
        await using var rig = await ApiRig.CreateAsync();
        var leases = Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        leases.Put("ops", "monitao", new JsonObject { ["holderIdentity"] = "thief", ["leaseDurationSeconds"] = 15 });
        var renewals = rig.Server.Count("PUT", Path);
        await rig.UntilAsync(() => !one.IsWorking, "the work to stop");
        Assert.False(one.Elector.IsLeader);
        Assert.Equal("thief", Spec(leases, "holderIdentity"));
        Assert.Equal("thief", one.Elector.Holder);
        // One renewal that conflicts is enough to look and see; the renew deadline need not pass.
        Assert.InRange(rig.Server.Count("PUT", Path) - renewals, 1, 2);
    }

    [Fact]
    public async Task Aborted_connections_are_survived_within_the_renew_deadline()
    {
        await using var rig = await ApiRig.CreateAsync();
        Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        for (var i = 0; i < 2; i++)
            rig.Server.Script("PUT", Path, exchange => { exchange.Abort(); return Task.CompletedTask; });
        await rig.UntilAsync(() => rig.Server.Count("PUT", Path) >= 5, "renewals after the aborts");
        Assert.True(one.IsWorking);
        Assert.Equal((1, 1L), (one.Terms, one.Elector.Transitions));
    }

    [Fact]
    public async Task Leadership_is_lost_when_the_renew_deadline_passes_and_won_again_when_the_server_is_back()
    {
        await using var rig = await ApiRig.CreateAsync();
        Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        rig.Server.Rule("PUT", Path, exchange => exchange.FailAsync(503, "down")).Rule("GET", Path, exchange => exchange.FailAsync(503, "down"));
        var start = rig.Clock.GetUtcNow();
        await rig.UntilAsync(() => !one.IsWorking, "the work to stop");
        Assert.True(rig.Clock.GetUtcNow() - start >= TimeSpan.FromSeconds(8));
        Assert.True(one.Elector.Failures >= 2);
        rig.Server.ClearRules();
        await rig.UntilAsync(() => one.IsWorking, "leadership again");
        Assert.Equal(2, one.Terms);
    }

    [Fact]
    public async Task A_server_that_never_answers_costs_the_leadership_too()
    {
        await using var rig = await ApiRig.CreateAsync();
        Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        rig.Server.Rule("PUT", Path, exchange => exchange.HoldAsync()).Rule("GET", Path, exchange => exchange.HoldAsync());
        await rig.UntilAsync(() => !one.IsWorking, "the work to stop");
        Assert.False(one.Elector.IsLeader);
    }

    [Fact]
    public async Task A_process_that_was_held_up_does_not_believe_that_it_leads()
    {
        await using var rig = await ApiRig.CreateAsync();
        Leases(rig);
        await using var one = new Candidate(rig, "one").Start();
        await Eventually.HoldsAsync(() => one.IsWorking, "leadership");
        rig.Server.Rule("PUT", Path, exchange => exchange.HoldAsync());
        rig.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.False(one.Elector.IsLeader);
    }
}
