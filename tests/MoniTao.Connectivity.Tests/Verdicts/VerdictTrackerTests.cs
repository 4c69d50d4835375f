using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Verdicts;

/// <summary>One probe a minute from noon on; the story is told in letters.</summary>
public sealed class VerdictTrackerTests
{
    private static readonly Suspicion Suspected = new(Layer.Tcp, Make.Noon, 9, 10);
    private static readonly Cadence Two = new() { FailureThreshold = 2, SuccessThreshold = 2 };

    [Fact]
    public void One_success_is_enough_at_the_start()
    {
        var state = Tell("+");
        Assert.Equal((VerdictState.Up, At(0), "Reachable"), (state.Verdict.State, state.Verdict.Since, state.Verdict.ReasonName));
    }

    [Fact]
    public void A_failure_that_is_not_confirmed_is_no_outage()
    {
        var state = Tell("+R+R+");

        Assert.Equal(VerdictState.Up, state.Verdict.State);
        Assert.Empty(state.Outages.Entries);
        Assert.Equal(At(0), state.Verdict.Since);
    }

    [Fact]
    public void The_confirmed_outage_began_with_the_first_failure_of_the_row()
    {
        var state = Tell("++RT");

        Assert.Equal((VerdictState.Down, Reasons.TcpTimedOut, At(2)), (state.Verdict.State, state.Verdict.Reason, state.Verdict.Since));
        Assert.Equal(new Outage(At(2), null, "TcpTimedOut", "TCP", Reasons.TcpTimedOut.Meaning), Assert.Single(state.Outages.Entries));
    }

    [Fact]
    public void An_outage_ends_with_the_first_success_of_the_row_that_confirms_it()
    {
        var single = Tell("RR+R++");

        Assert.Equal((VerdictState.Up, At(4)), (single.Verdict.State, single.Verdict.Since));
        Assert.Equal((At(0), At(4)), (single.Outages.Entries[0].Start, single.Outages.Entries[0].End));
    }

    [Theory]
    [InlineData("RRT", "TcpRefused")]
    [InlineData("RRTR", "TcpRefused")]
    [InlineData("RRTT", "TcpTimedOut")]
    [InlineData("RRTRTR", "TcpRefused")]
    public void A_new_reason_is_confirmed_too_and_stays_the_same_outage(string story, string reason)
    {
        var state = Tell(story);

        Assert.Equal(reason, state.Verdict.ReasonName);
        Assert.Equal(At(0), state.Verdict.Since);
        Assert.Equal((At(0), reason), (Assert.Single(state.Outages.Entries).Start, state.Outages.Entries[0].Reason));
    }

    [Theory]
    [InlineData("++OO", VerdictState.Unknown)]
    [InlineData("+OOOOOO", VerdictState.Unknown)]
    [InlineData("OO", VerdictState.Unknown)]
    [InlineData("+O", VerdictState.Up)]
    [InlineData("+OCO", VerdictState.Unknown)]
    [InlineData("+CCCCCC", VerdictState.Up)]
    [InlineData("+ROR", VerdictState.Down)]
    [InlineData("+RORO", VerdictState.Down)]
    [InlineData("+OROR", VerdictState.Down)]
    [InlineData("+OOR", VerdictState.Unknown)]
    [InlineData("+OORR", VerdictState.Down)]
    [InlineData("+OO+", VerdictState.Up)]
    public void What_proves_nothing_is_never_down_and_breaks_no_row(string story, VerdictState state) =>
        Assert.Equal(state, Tell(story).Verdict.State);

    [Fact]
    public void Our_own_trouble_interrupts_an_outage_without_ending_it()
    {
        var unknown = Tell("RROO");
        Assert.Equal((VerdictState.Unknown, "ProberOverloaded", At(2)), (unknown.Verdict.State, unknown.Verdict.ReasonName, unknown.Verdict.Since));
        Assert.NotNull(unknown.Outages.Open);

        var down = Tell("RROOTT");
        Assert.Equal((At(0), At(0)), (down.Verdict.Since, Assert.Single(down.Outages.Entries).Start));
        Assert.Equal("TcpTimedOut", down.Outages.Open!.Reason);

        Assert.Equal(At(4), Assert.Single(Tell("RROO+").Outages.Entries).End);
    }

    [Fact]
    public void An_open_outage_of_an_earlier_process_goes_on()
    {
        var before = MonitorState.Initial(At(0)) with { Outages = OutageLog.Restore([new Outage(At(-60), null, "TcpRefused", "TCP", "")]) };

        var down = Tell("TT", before);
        Assert.Equal((At(-60), At(-60), "TcpTimedOut"), (down.Verdict.Since, Assert.Single(down.Outages.Entries).Start, down.Outages.Open!.Reason));
        Assert.Equal(At(0), Assert.Single(Tell("+", before).Outages.Entries).End);
    }

    [Fact]
    public void An_outage_from_a_clock_that_was_ahead_puts_nothing_into_the_future()
    {
        var before = MonitorState.Initial(At(0)) with { Outages = OutageLog.Restore([new Outage(At(600), null, "TcpRefused", "TCP", "")]) };

        Assert.Equal(At(0), Tell("RR", before).Verdict.Since);
        Assert.Equal(At(600), Tell("+", before).Outages.Entries[0].End); // never before its start
    }

    [Theory]
    [InlineData("rr", null)]
    [InlineData("rrrr", null)]
    [InlineData("rrrR", 3)]
    [InlineData("rrORR", 2)]
    [InlineData("rRR", 1)]
    [InlineData("rr+R", 3)]
    [InlineData("rr++RR", 4)]
    [InlineData("RRrr", 0)]
    [InlineData("RRrrRR", 0)]
    public void Maintenance_shows_the_failure_and_counts_no_outage(string story, int? start)
    {
        var state = Tell(story);

        Assert.Equal(VerdictState.Down, state.Verdict.State);
        Assert.Equal(start is { } s ? At(s) : null, state.Outages.Open?.Start);
        Assert.Equal(char.IsLower(story[^1]), state.InMaintenance);
    }

    [Theory]
    [InlineData("+", false)]
    [InlineData("+R", true)]
    [InlineData("+RR", false)]
    [InlineData("RRT", true)]
    [InlineData("RRTT", false)]
    [InlineData("RR+", true)]
    [InlineData("RR++", false)]
    [InlineData("+O", true)]
    [InlineData("+OO", false)]
    [InlineData("", false)]
    public void Only_what_waits_for_confirmation_is_probed_again_soon(string story, bool soon) =>
        Assert.Equal(soon, VerdictTracker.NeedsConfirmation(Tell(story), Two));

    [Fact]
    public void What_proved_nothing_is_repeated_once_even_with_a_threshold_of_one()
    {
        var one = new Cadence { FailureThreshold = 1 };

        Assert.True(VerdictTracker.NeedsConfirmation(Tell("+O", cadence: one), one));
        Assert.False(VerdictTracker.NeedsConfirmation(Tell("+OO", cadence: one), one));
        Assert.False(VerdictTracker.NeedsConfirmation(Tell("+R", cadence: one), one));
    }

    [Fact]
    public void Another_target_starts_anew_and_keeps_the_past()
    {
        var state = Tell("RR").Retargeted(At(9));

        Assert.Equal((VerdictState.Unknown, "NotProbedYet", At(9)), (state.Verdict.State, state.Verdict.ReasonName, state.Verdict.Since));
        Assert.Equal(At(9), Assert.Single(state.Outages.Entries).End);
        Assert.Equal(0, state.Streak.Count);
    }

    [Theory]
    [InlineData("+HH", VerdictState.Unknown, 1, null)]
    [InlineData("+HHHH", VerdictState.Unknown, 1, null)]
    [InlineData("+HHOOO", VerdictState.Unknown, 1, null)]
    [InlineData("+HHOOOR", VerdictState.Down, 1, 1)]
    [InlineData("+HHHR", VerdictState.Down, 1, 1)]
    [InlineData("+RHHR", VerdictState.Down, 1, 1)]
    [InlineData("+HH+", VerdictState.Up, 3, null)]
    [InlineData("+H", VerdictState.Up, 0, null)]
    [InlineData("RRHH", VerdictState.Down, 0, 0)]
    public void What_is_held_back_is_no_outage_and_loses_no_time_when_it_turns_out_to_be_one(string story, VerdictState state, int since, int? start)
    {
        var told = Tell(story);

        Assert.Equal((state, At(since)), (told.Verdict.State, told.Verdict.Since));
        Assert.Equal(start is { } s ? At(s) : null, told.Outages.Open?.Start);
        Assert.Equal(state == VerdictState.Unknown, told.Verdict.Reason == Reasons.ProberSuspect);
        Assert.False(told.Verdict.Reason == Reasons.ProberSuspect && VerdictTracker.NeedsConfirmation(told, Two));
    }

    [Fact]
    public void What_was_held_back_before_a_restart_is_confirmed_anew_and_keeps_its_date()
    {
        var before = MonitorState.Initial(At(0)) with { Verdict = new Verdict(VerdictState.Unknown, Reasons.ProberSuspect, At(-5), "m", "h") };

        Assert.Equal((VerdictState.Unknown, true), (Tell("R", before).Verdict.State, VerdictTracker.NeedsConfirmation(Tell("R", before), Two)));
        Assert.Equal((VerdictState.Down, At(-5)), (Tell("RR", before).Verdict.State, Tell("RR", before).Verdict.Since));
    }

    [Fact]
    public void A_restored_flapping_lasts_while_the_target_goes_on_so_and_ends_when_it_is_steady()
    {
        var before = MonitorState.Initial(At(0)) with { Flaps = FlapDetector.Restored(failing: false) };

        Assert.True(Tell("+++R+++R+++R+++R+++R+++R++", before).Flaps.Flapping);
        Assert.True(Tell("+++++", before).Flaps.Flapping);
        Assert.False(Tell(new string('+', 20), before).Flaps.Flapping);
    }

    [Fact]
    public void Flapping_begins_with_many_changes_and_ends_with_few()
    {
        Assert.False(Tell("+R+R+R").Flaps.Flapping);
        Assert.True(Tell("+R+R+R+").Flaps.Flapping);
        Assert.True(Tell("+R+R+R+" + new string('+', 17)).Flaps.Flapping);
        Assert.False(Tell("+R+R+R+" + new string('+', 18)).Flaps.Flapping);
        Assert.False(Tell("+OROO+ORO+").Flaps.Flapping);
    }

    private static DateTimeOffset At(int minute) => Make.Noon.AddMinutes(minute);

    /// <summary>+ success, R refused, H refused and held back, T timed out, O overloaded, C cancelled; in small letters within maintenance.</summary>
    private static MonitorState Tell(string story, MonitorState? state = null, Cadence? cadence = null)
    {
        state ??= MonitorState.Initial(At(0));
        for (var i = 0; i < story.Length; i++)
        {
            Reason? reason = char.ToUpperInvariant(story[i]) switch
            {
                'R' or 'H' => Reasons.TcpRefused,
                'T' => Reasons.TcpTimedOut,
                'O' => Reasons.ProberOverloaded,
                'C' => Reasons.ProbeCancelled,
                _ => null,
            };
            state = VerdictTracker.Fold(state, Make.Probe(reason, At(i)), cadence ?? Two, char.IsLower(story[i]), story[i] == 'H' ? Suspected : null);
        }

        return state;
    }
}
