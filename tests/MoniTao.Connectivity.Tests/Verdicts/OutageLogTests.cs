using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Tests.Verdicts;

public sealed class OutageLogTests
{
    private static readonly DateTimeOffset Now = Make.Noon;

    [Fact]
    public void Twenty_outages_are_kept_newest_first()
    {
        var log = OutageLog.Empty;
        for (var i = 0; i < 50; i++)
            log = log.Begin(Of(i, null)).Close(Now.AddMinutes(i + 0.5));

        Assert.Equal(OutageLog.Capacity, log.Entries.Count);
        Assert.Equal(Now.AddMinutes(49), log.Entries[0].Start);
        Assert.Null(log.Open);
    }

    [Fact]
    public void An_outage_that_is_read_back_ends_after_its_start_and_before_the_next_begins()
    {
        var log = OutageLog.Restore([Of(10, 2), Of(5, 60)]);

        Assert.Equal([Of(10, 10), Of(5, 10)], log.Entries);
    }

    [Fact]
    public void A_damaged_history_is_taken_as_far_as_it_makes_sense()
    {
        var log = OutageLog.Restore([Of(1, null), Of(5, null), Of(3, 4), Of(2, null), .. Enumerable.Range(10, 40).Select(i => Of(-i, -i))]);

        Assert.Equal(Now.AddMinutes(5), log.Open!.Start);
        Assert.True(log.Entries.Count <= OutageLog.Capacity);
        Assert.Single(log.Entries, o => o.End is null);
        Assert.Equal(log.Entries.OrderByDescending(o => o.Start), log.Entries);
    }

    [Fact]
    public void Without_an_open_outage_there_is_nothing_to_end_or_to_change()
    {
        var log = OutageLog.Restore([Of(1, 2)]);

        Assert.Same(log, log.Close(Now));
        Assert.Same(log, log.Update(o => o with { Reason = "Other" }));
        Assert.Empty(OutageLog.Restore([]).Entries);
    }

    [Fact]
    public void An_end_is_never_before_the_start() =>
        Assert.Equal(Now.AddMinutes(5), OutageLog.Empty.Begin(Of(5, null)).Close(Now).Entries[0].End);

    [Theory]
    [InlineData(-600, "", 1.0, 1.0, 1.0)]
    [InlineData(-30, "", 1.0, 1.0, 1.0)]
    [InlineData(-600, "-30:", 0.5, 0.95, 0.95)]
    [InlineData(-600, "-90:-30", 0.5, 0.9, 0.9)]
    [InlineData(-14400, "-1440:-720", 1.0, 0.5, 0.928571)]
    [InlineData(-60, "-600:", 0.0, 0.0, 0.0)]
    [InlineData(-600, "30:60", 1.0, 1.0, 1.0)]
    [InlineData(-600, "-600: -600:", 0.0, 0.0, 0.0)]
    public void Availability_is_the_share_of_each_window_without_an_outage(int since, string outages, double hour, double day, double week)
    {
        var log = OutageLog.Empty;
        foreach (var outage in outages.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = outage.Split(':');
            log = log.Begin(Of(Minutes(ends[0])!.Value, Minutes(ends[1])));
        }

        Assert.Equal(new Availability(hour, day, week), Availability.Of(log, Now.AddMinutes(since), Now));
    }

    [Fact]
    public void Before_the_first_result_nothing_is_known()
    {
        Assert.Equal(new Availability(null, null, null), Availability.Of(OutageLog.Empty, null, Now));
        Assert.Equal(new Availability(null, null, null), Availability.Of(OutageLog.Empty, Now, Now));
    }

    [Fact]
    public void A_full_log_tells_nothing_of_the_time_before_its_oldest_entry()
    {
        var log = OutageLog.Restore(Enumerable.Range(1, 20).Select(i => Of(-i, -i + 0.5)));
        var availability = Availability.Of(log, Now.AddDays(-30), Now);

        Assert.Equal(0.5, availability.Hour);
        Assert.Equal(0.5, availability.Week);
    }

    [Fact]
    public void Time_in_outages_is_counted_beyond_what_the_log_remembers()
    {
        var log = OutageLog.Empty;
        for (var i = 0; i < 50; i++)
            log = log.Begin(Of(i, null)).Close(Now.AddMinutes(i + 0.5));

        Assert.Equal(TimeSpan.FromMinutes(25), log.TimeUntil(Now.AddDays(1)));
        Assert.Equal(TimeSpan.FromMinutes(26), log.Begin(Of(60, null)).TimeUntil(Now.AddMinutes(61)));
    }

    [Fact]
    public void Time_in_outages_that_an_earlier_process_saw_is_not_counted_again()
    {
        var log = OutageLog.Restore([Of(-90, -60), Of(-30, null)], Now);

        Assert.Equal(TimeSpan.Zero, log.TimeUntil(Now.AddMinutes(-1)));
        Assert.Equal(TimeSpan.FromMinutes(2), log.TimeUntil(Now.AddMinutes(2)));
        Assert.Equal(TimeSpan.FromMinutes(3), log.Close(Now.AddMinutes(3)).TimeUntil(Now.AddDays(1)));
    }

    private static double? Minutes(string text) => text.Length == 0 ? null : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Outage Of(double start, double? end) =>
        new(Now.AddMinutes(start), end is { } e ? Now.AddMinutes(e) : null, "TcpRefused", "TCP", "");
}
