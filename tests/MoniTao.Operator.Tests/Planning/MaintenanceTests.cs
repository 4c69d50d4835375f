using System.Globalization;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Tests.Planning;

public class MaintenanceTests
{
    [Theory]
    // Sunday 2 to 3 o'clock in Paris is 1 to 2 UTC in winter and 0 to 1 UTC in summer.
    [InlineData("2026-01-04T00:59:59Z", false)]
    [InlineData("2026-01-04T01:00:00Z", true)]
    [InlineData("2026-01-04T01:59:59Z", true)]
    [InlineData("2026-01-04T02:00:00Z", false)]
    [InlineData("2026-01-05T01:30:00Z", false)]
    [InlineData("2026-07-05T00:30:00Z", true)]
    [InlineData("2026-07-05T01:30:00Z", false)]
    public async Task A_window_opens_by_the_clock_of_its_time_zone(string moment, bool expected) =>
        Assert.Equal(expected, await IsInAsync(moment, """{"schedule":"0 2 * * 0","durationSeconds":3600,"timeZone":"Europe/Paris"}"""));

    [Theory]
    [InlineData("2026-03-01T05:00:00Z", true)]
    [InlineData("2026-03-03T22:59:59Z", true)]
    [InlineData("2026-03-03T23:00:00Z", false)]
    public async Task A_window_may_last_for_days(string moment, bool expected) =>
        Assert.Equal(expected, await IsInAsync(moment, """{"schedule":"0 23 28 2 *","durationSeconds":259200}"""));

    [Fact]
    public async Task Windows_that_overlap_are_one_long_window() =>
        Assert.True(await IsInAsync("2026-03-01T05:00:59Z", """{"schedule":"* * * * *","durationSeconds":604800}"""));

    [Theory]
    [InlineData("2026-03-01T00:00:30Z", true)]
    [InlineData("2026-03-01T12:00:30Z", true)]
    [InlineData("2026-03-01T06:00:30Z", false)]
    public async Task Any_of_several_windows_counts(string moment, bool expected) =>
        Assert.Equal(expected, await IsInAsync(moment, """{"schedule":"@daily","durationSeconds":60},{"schedule":"0 12 * * *","durationSeconds":60}"""));

    [Fact]
    public async Task Without_a_window_there_is_never_maintenance() => Assert.False(await IsInAsync("2026-03-01T00:00:00Z", ""));

    private static async Task<bool> IsInAsync(string moment, string windows)
    {
        var monitor = Specs.Monitor($$"""{"target":"tcp://a:1","maintenance":[{{windows}}]}""");
        MonitorPlan plan = Assert.IsType<PlanResult.Planned>(await new MonitorPlanner(new FakeReferences()).PlanAsync(monitor, CancellationToken.None)).Plan;
        return plan.InMaintenance(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture));
    }
}
