using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Guard;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Guard;

/// <summary>One trouble of the prober's, or of what all share, against n outages.</summary>
public sealed class ProberSuspicionTests : IAsyncDisposable
{
    private readonly GuardRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Theory]
    [InlineData(20, 60)]
    [InlineData(300, 60)]
    [InlineData(12, 600)]
    [InlineData(5, 60)]
    public async Task A_resolver_that_dies_is_said_once_and_not_as_one_outage_per_target(int monitors, int period)
    {
        await _rig.StartAsync(monitors, cadence: new Cadence { Period = TimeSpan.FromSeconds(period) });
        _rig.Resolves = _ => false;
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is not null);
        await _rig.RunAsync(40);

        var told = Assert.Single(_rig.Told);
        Assert.Equal((Layer.Dns, true), (told.Layer, told.Failing >= 5 && told.Failing * 2 > told.Total));
        Assert.InRange(_rig.Verdicts.Down, 0, 2); // what was confirmed before a second one failed
        Assert.All(_rig.States.Where(s => s.Verdict.Reason == Reasons.ProberSuspect), s =>
        {
            Assert.Equal(VerdictState.Unknown, s.Verdict.State);
            Assert.Empty(s.Outages.Entries);
            Assert.Equal(Reasons.DnsNoData, s.Last!.Reason); // the truth of the last probe stays to be seen
            Assert.Contains("most monitors fail in DNS since", s.Verdict.Message);
        });
    }

    [Fact]
    public async Task A_trouble_that_passes_leaves_no_outage_and_is_told_to_have_ended()
    {
        await _rig.StartAsync(20);
        _rig.Resolves = host => host == "host3.example";
        await _rig.RunUntilAsync(() => _rig.Verdicts.Held > 10);
        _rig.Resolves = _ => true;
        await _rig.RunUntilAsync(() => _rig.Verdicts.Up == 20);

        Assert.Equal([null, SuspicionEnd.Recovered], _rig.Told.Select(t => t.End));
        Assert.InRange(_rig.States.Sum(s => s.Outages.Entries.Count), 0, 2);
        Assert.Null(_rig.Engine.Suspicion);
    }

    [Fact]
    public async Task What_lasts_turns_down_after_a_minute_with_the_date_of_the_first_failure()
    {
        await _rig.StartAsync(20);
        var dead = _rig.Time.GetUtcNow();
        _rig.Resolves = _ => false;
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is not null);
        await _rig.RunAsync(30);
        var held = _rig.Ids.Where(id => _rig.Engine.Find(id)!.Verdict.Reason == Reasons.ProberSuspect).ToDictionary(id => id, id => _rig.Engine.Find(id)!.Streak.Since);
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is null);
        var seconds = await _rig.RunUntilAsync(() => _rig.Verdicts.Down == 20);

        Assert.True(seconds <= 2, $"{seconds} s"); // by the fake clock: each is probed anew, 20 ms apart
        Assert.Equal([null, SuspicionEnd.HoldOver], _rig.Told.Select(t => t.End));
        Assert.True(held.Count > 10);
        Assert.All(held, h => Assert.Equal(h.Value, _rig.Engine.Find(h.Key)!.Outages.Open!.Start));
        Assert.All(_rig.States, s => Assert.Equal(s.Verdict.Since, s.Outages.Open!.Start));
        Assert.All(_rig.States, s => Assert.InRange(s.Verdict.Since, dead, dead.AddSeconds(62)));
    }

    [Fact]
    public async Task What_lasts_for_long_is_suspected_once_and_again_only_after_it_had_passed()
    {
        await _rig.StartAsync(40);
        for (var round = 1; round <= 2; round++)
        {
            _rig.Resolves = _ => false;
            await _rig.RunUntilAsync(() => _rig.Verdicts.Down == 40);
            await _rig.RunAsync(1800, step: 1);
            Assert.Equal(2 * round, _rig.Told.Count);
            _rig.Resolves = _ => true;
            await _rig.RunUntilAsync(() => _rig.Verdicts.Up == 40);
            await _rig.RunAsync(180, step: 1);
        }

        Assert.Equal([null, SuspicionEnd.HoldOver, null, SuspicionEnd.HoldOver], _rig.Told.Select(t => t.End));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Fewer_than_five_hosts_are_never_held_back(int hosts)
    {
        await _rig.StartAsync(hosts);
        _rig.Answers = _ => false;
        await _rig.RunUntilAsync(() => _rig.Verdicts.Down == hosts);
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public async Task One_host_with_many_monitors_is_one_outage_of_its_own()
    {
        await _rig.StartAsync(30, host: i => i < 20 ? "shared.example" : $"host{i}.example");
        _rig.Answers = host => host != "shared.example";
        await _rig.RunUntilAsync(() => _rig.Verdicts.Down == 20);
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public async Task A_tenth_of_the_targets_down_at_once_is_their_own_fault()
    {
        await _rig.StartAsync(200);
        _rig.Answers = host => host.Length != "hostNN.example".Length || !host.StartsWith("host1", StringComparison.Ordinal);
        var broken = _rig.Ids.Count(id => id.StartsWith("ns/m1", StringComparison.Ordinal) && id.Length == 6);
        await _rig.RunUntilAsync(() => _rig.Verdicts.Down == broken);
        await _rig.RunAsync(120);
        Assert.Empty(_rig.Told);
        Assert.Equal((10, 0, 190), _rig.Verdicts);
    }

    [Fact]
    public async Task Addresses_say_nothing_of_name_resolution()
    {
        await _rig.StartAsync(40, host: i => i < 30 ? $"192.0.2.{i}" : $"host{i}.example");
        _rig.Resolves = _ => false;
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is not null);
        Assert.InRange(_rig.Told[0].Total, 5, 10);
    }

    [Fact]
    public async Task What_fails_in_maintenance_or_was_down_before_is_no_evidence_and_is_not_held_back()
    {
        await _rig.StartAsync(20, change: plan => plan with { InMaintenance = at => at > Make.Noon.AddMinutes(2) });
        await _rig.RunAsync(40);
        _rig.Resolves = _ => false;
        await _rig.RunUntilAsync(() => _rig.Verdicts.Down == 20);
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public async Task Monitors_that_never_were_up_are_named_at_once()
    {
        _rig.Answers = _ => false;
        for (var i = 0; i < 20; i++)
        {
            _rig.Ids.Add($"ns/m{i}");
            _rig.Engine.Apply(Make.Plan($"ns/m{i}", $"tcp://host{i}.example:443"));
        }

        await _rig.RunUntilAsync(() => _rig.Verdicts.Down == 20);
        Assert.Empty(_rig.Told);
    }

    [Fact]
    public async Task A_failure_in_another_layer_is_not_held_back()
    {
        await _rig.StartAsync(20);
        _rig.Resolves = host => host == "host7.example";
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is not null);
        _rig.Answers = _ => false;
        await _rig.RunUntilAsync(() => _rig.Engine.Find("ns/m7")!.Verdict.State == VerdictState.Down);
        Assert.Equal((Reasons.TcpRefused, true), (_rig.Engine.Find("ns/m7")!.Verdict.Reason, _rig.Engine.Suspicion is not null));
    }

    [Fact]
    public async Task What_else_fails_after_the_hold_belongs_to_the_same_incident()
    {
        await _rig.StartAsync(40);
        _rig.Resolves = host => host.EndsWith("9.example", StringComparison.Ordinal) || host.EndsWith("8.example", StringComparison.Ordinal);
        await _rig.RunUntilAsync(() => _rig.Told.Count == 2);
        await _rig.RunUntilAsync(() => _rig.Verdicts.Down >= 32);
        _rig.Answers = _ => false;
        await _rig.RunUntilAsync(() => _rig.Verdicts.Down == 40);
        Assert.Equal([null, SuspicionEnd.HoldOver], _rig.Told.Select(t => t.End));
    }

    [Fact]
    public async Task Failures_that_hover_around_one_half_are_one_suspicion_and_not_many()
    {
        await _rig.StartAsync(300, cadence: new Cadence { Period = TimeSpan.FromSeconds(20) });
        _rig.Answers = host => host.Sum(c => c) % 20 < 9;
        await _rig.RunUntilAsync(() => _rig.Told.Count == 2);
        await _rig.RunAsync(60);
        Assert.Equal([null, SuspicionEnd.HoldOver], _rig.Told.Select(t => t.End));
    }

    [Fact]
    public async Task The_hold_ends_on_time_also_when_it_is_no_multiple_of_the_roll_call()
    {
        await using var rig = new GuardRig(new GuardOptions { Hold = TimeSpan.FromSeconds(25) });
        await rig.StartAsync(20, cadence: new Cadence { Period = TimeSpan.FromHours(1) });
        rig.Resolves = _ => false;
        await rig.RunUntilAsync(() => rig.Engine.Suspicion is not null);
        var seconds = await rig.RunUntilAsync(() => rig.Engine.Suspicion is null);
        Assert.InRange(seconds, 24.8, 25.2);
    }

    [Fact]
    public async Task A_guard_that_is_turned_off_holds_nothing_back()
    {
        await using var rig = new GuardRig(new GuardOptions { Hold = TimeSpan.Zero });
        await rig.StartAsync(20);
        rig.Resolves = _ => false;
        await rig.RunUntilAsync(() => rig.Verdicts.Down == 20);
        Assert.Empty(rig.Told);
    }

    [Fact]
    public async Task The_others_are_asked_within_bounds()
    {
        await _rig.StartAsync(1000, cadence: new Cadence { Period = TimeSpan.FromHours(1) });
        await _rig.RunUntilAsync(() => _rig.Verdicts.Up == 1000);
        var before = _rig.Updates.Count;
        _rig.Resolves = _ => false;
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is not null);
        await _rig.RunUntilAsync(() => _rig.Engine.Suspicion is null);

        // a roll call of a hundred at once, and each ten seconds; each that fails first is asked a second time
        Assert.InRange(_rig.Updates.Count - before, 100, 7 * 100 * 2 + 100);
    }
}
