using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Tests.Supervision;

/// <summary>What an earlier process wrote, an older version, or a hand.</summary>
public sealed class StateRestorerTests
{
    private static readonly DateTimeOffset Before = Views.Now.AddHours(-1);

    private static ConnectivityMonitorStatus Down => new()
    {
        ObservedGeneration = 1,
        Verdict = new VerdictStatus { State = "Down", Reason = "TcpRefused", Layer = "TCP", Since = Before, Message = "refused", Hint = "start it" },
        Outages = [new OutageStatus { Start = Before, Reason = "TcpRefused", Layer = "TCP", Message = "refused" }],
        LastProbeTime = Views.Now.AddSeconds(-10),
    };

    [Fact]
    public void Outage_and_verdict_go_on_as_they_were_written()
    {
        var state = Restore(Down);

        Assert.Equal(new Verdict(VerdictState.Down, Reasons.TcpRefused, Before, "refused", "start it"), state.Verdict);
        Assert.Equal(new Outage(Before, null, "TcpRefused", "TCP", "refused"), state.Outages.Open);
        Assert.NotNull(state.ObservedSince);
    }

    [Fact]
    public void Verdict_about_another_generation_is_none_but_the_outages_stay()
    {
        var state = Restore(Down with { ObservedGeneration = 7 });

        Assert.Equal(VerdictState.Unknown, state.Verdict.State);
        Assert.Single(state.Outages.Entries);
    }

    [Fact]
    public void Reason_of_another_version_is_no_verdict_and_keeps_its_name_in_the_outage()
    {
        var status = Down with { Outages = [new OutageStatus { Start = Before, Reason = "QuantumFailed" }] };

        var state = Restore(status with { Verdict = status.Verdict! with { Reason = "QuantumFailed" } });

        Assert.Equal(VerdictState.Unknown, state.Verdict.State);
        Assert.Equal("QuantumFailed", state.Outages.Open?.Reason);
    }

    [Fact]
    public void Trouble_of_the_prober_is_remembered_with_its_name()
    {
        var status = Down with { Verdict = new VerdictStatus { State = "Unknown", Reason = "ProberNoRoute", Since = Before } };

        var verdict = Restore(status).Verdict;

        Assert.Equal((VerdictState.Unknown, Reasons.ProberNoRoute, Before), (verdict.State, verdict.Reason, verdict.Since));
    }

    [Theory]
    [InlineData("True", 1, true)]
    [InlineData("False", 1, false)]
    [InlineData("True", 7, false)]
    public void A_target_that_came_and_went_goes_on_doing_so_until_it_was_steady_for_long(string status, long generation, bool flapping)
    {
        var flaps = Restore(Down with { ObservedGeneration = generation, Conditions = [new MonitorCondition { Type = "Flapping", Status = status }] }).Flaps;
        var steady = 0;
        while (flaps.Flapping)
            (flaps, steady) = (flaps.Add(failed: true), steady + 1);

        Assert.Equal(flapping, steady > 0);
        Assert.True(!flapping || steady is > 5 and < 20, $"{steady}");
    }

    [Theory]
    [InlineData("Suspended")]
    [InlineData("InvalidSpec")]
    [InlineData(null)]
    public void Not_probed_is_remembered_with_its_date_so_that_nothing_is_written_anew(string? reason)
    {
        var verdict = Restore(Down with { Verdict = new VerdictStatus { State = "Unknown", Reason = reason, Since = Before } }).Verdict;

        Assert.Equal((VerdictState.Unknown, null, Before), (verdict.State, verdict.Reason, verdict.Since));
    }

    [Theory]
    [InlineData("Sideways", "TcpRefused", -60)]
    [InlineData("Down", "NoSuchReason", -60)]
    [InlineData("Down", null, -60)]
    [InlineData(null, null, -60)]
    [InlineData("Down", "TcpRefused", 86400)]
    [InlineData("Up", "Reachable", null)]
    public void Damaged_verdict_is_left_out(string? verdict, string? reason, int? sinceSeconds)
    {
        var since = sinceSeconds is { } seconds ? Views.Now.AddSeconds(seconds) : (DateTimeOffset?)null;

        var state = Restore(Down with { Verdict = new VerdictStatus { State = verdict, Reason = reason, Since = since } });

        Assert.Equal(Connectivity.Verdicts.Verdict.Initial(Views.Now), state.Verdict);
    }

    [Fact]
    public void Moments_of_a_clock_that_is_a_little_ahead_stand()
    {
        var ahead = Views.Now.AddSeconds(20);
        var status = Down with { Verdict = Down.Verdict! with { Since = ahead }, Outages = [new OutageStatus { Start = ahead, Reason = "TcpRefused" }] };

        var state = Restore(status);

        Assert.Equal(ahead, state.Verdict.Since);
        Assert.Equal(ahead, state.Outages.Open?.Start);
    }

    [Fact]
    public void Outages_that_make_no_sense_are_left_out_and_only_the_newest_may_be_open()
    {
        var status = Down with
        {
            Outages =
            [
                new OutageStatus { Start = Views.Now.AddDays(3) },
                new OutageStatus { Start = Before.AddHours(-2) },
                new OutageStatus { Start = Before },
                new OutageStatus { Start = Before.AddHours(-3), End = Before.AddHours(-2) },
                null!,
            ],
        };

        var entries = Restore(status).Outages.Entries;

        Assert.Equal([Before, Before.AddHours(-3)], entries.Select(o => o.Start));
        Assert.Null(entries[0].End);
    }

    [Fact]
    public void Status_with_null_in_place_of_lists_is_read()
    {
        var state = Restore(new ConnectivityMonitorStatus { ObservedGeneration = 1, Outages = null!, Conditions = null!, Layers = null! });

        Assert.Equal(VerdictState.Unknown, state.Verdict.State);
        Assert.Empty(state.Outages.Entries);
    }

    [Fact]
    public void Without_a_status_everything_begins_now() =>
        Assert.Equal(Connectivity.Verdicts.Verdict.Initial(Views.Now), Restore(null).Verdict);

    private static MonitorState Restore(ConnectivityMonitorStatus? status) => StateRestorer.Restore(Views.Entity(), status, Views.Now);
}
