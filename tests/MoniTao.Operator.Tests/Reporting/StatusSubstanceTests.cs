using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>What is worth a write, and what can wait for the heartbeat.</summary>
public sealed class StatusSubstanceTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    private static readonly ConnectivityMonitorStatus Status = new()
    {
        ObservedGeneration = 1,
        Verdict = new VerdictStatus { State = "Down", Reason = "TcpRefused", Since = Views.Now, Message = "m", Hint = "h" },
        Conditions = [Condition("Ready", "True", "Probing", "every 60 s"), Condition("Refused", "True", "TcpRefused", "m")],
        Outages = [new OutageStatus { Start = Views.Now, Reason = "TcpRefused", Message = "m" }],
        Layers = [new LayerStatus { Name = "TCP", DurationMilliseconds = 1 }],
        Certificate = new CertificateStatus { Subject = "CN=shop", NotAfter = Views.Now.AddDays(9) },
        LastProbeTime = Views.Now,
    };

    public static TheoryData<string, ConnectivityMonitorStatus> News => new()
    {
        { "generation", Status with { ObservedGeneration = 2 } },
        { "state", Status with { Verdict = Status.Verdict! with { State = "Up" } } },
        { "reason", Status with { Verdict = Status.Verdict! with { Reason = "TcpTimedOut" } } },
        { "since", Status with { Verdict = Status.Verdict! with { Since = Views.Now.AddSeconds(1) } } },
        { "end of the outage", Status with { Outages = [Status.Outages[0] with { End = Views.Now }] } },
        { "one outage more", Status with { Outages = [.. Status.Outages, new OutageStatus { Start = Views.Now }] } },
        { "certificate", Status with { Certificate = Status.Certificate! with { NotAfter = Views.Now.AddDays(99) } } },
        { "condition less", Status with { Conditions = [Status.Conditions[0]] } },
        { "condition more", Status with { Conditions = [.. Status.Conditions, Condition("Flapping", "True", "ComesAndGoes", "m")] } },
        { "condition's status", Status with { Conditions = [Status.Conditions[0], Condition("Refused", "False", "TcpRefused", "m")] } },
        { "period in Ready", Status with { Conditions = [Condition("Ready", "True", "Probing", "every 5 s"), Status.Conditions[1]] } },
    };

    [Theory]
    [MemberData(nameof(News))]
    public void Substance_is_worth_a_write(string what, ConnectivityMonitorStatus changed) =>
        Assert.False(StatusSubstance.IsSame(changed, Status), what);

    [Theory]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2026-03-02T12:00:00Z")]
    public void Time_of_a_probe_that_is_far_ahead_does_not_silence_the_heartbeat(string ahead)
    {
        var written = Status with { LastProbeTime = DateTimeOffset.Parse(ahead, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.True(StatusSubstance.IsHeartbeatDue(Status, written, Views.Now, Interval));
        Assert.Equal(Interval, StatusSubstance.UntilHeartbeat(written, Views.Now, Interval));
    }

    [Fact]
    public void Newer_numbers_and_other_words_are_not()
    {
        var later = Status with
        {
            Layers = [new LayerStatus { Name = "TCP", DurationMilliseconds = 2 }],
            LastProbeTime = Views.Now.AddMinutes(1),
            Availability = new AvailabilityStatus { Hour = 0.5 },
            Verdict = Status.Verdict! with { Message = "other words" },
            Conditions = [Status.Conditions[0], Condition("Refused", "True", "TcpRefused", "other words")],
        };

        Assert.True(StatusSubstance.IsSame(later, Status));
        Assert.False(StatusSubstance.IsSame(later, null));
    }

    [Fact]
    public void Heartbeat_is_due_when_the_written_numbers_are_old_and_there_are_newer_ones()
    {
        var later = Status with { LastProbeTime = Views.Now.AddMinutes(5) };

        Assert.True(StatusSubstance.IsHeartbeatDue(later, Status, Views.Now.AddMinutes(5), Interval));
        Assert.False(StatusSubstance.IsHeartbeatDue(later, Status, Views.Now.AddMinutes(4.9), Interval));
        Assert.False(StatusSubstance.IsHeartbeatDue(Status, Status, Views.Now.AddDays(1), Interval));
        Assert.Equal(TimeSpan.FromMinutes(2), StatusSubstance.UntilHeartbeat(Status, Views.Now.AddMinutes(3), Interval));
        Assert.Equal(Interval, StatusSubstance.UntilHeartbeat(Status, Views.Now.AddDays(1), Interval));
    }

    [Fact]
    public void Status_with_null_in_place_of_lists_differs_and_does_not_throw() =>
        Assert.False(StatusSubstance.IsSame(Status, Status with { Conditions = null!, Outages = null! }));

    private static MonitorCondition Condition(string type, string status, string reason, string message) =>
        new() { Type = type, Status = status, Reason = reason, Message = message, ObservedGeneration = 1 };
}
