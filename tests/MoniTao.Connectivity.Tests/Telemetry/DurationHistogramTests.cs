using MoniTao.Connectivity.Telemetry;

namespace MoniTao.Connectivity.Tests.Telemetry;

public sealed class DurationHistogramTests
{
    [Fact]
    public void A_duration_falls_into_the_bucket_of_its_bound()
    {
        var histogram = new DurationHistogram();
        foreach (var bound in DurationHistogram.Bounds)
            histogram.Add(TimeSpan.FromSeconds(bound));
        histogram.Add(TimeSpan.FromMinutes(5));
        var (counts, sum) = histogram.Read();

        Assert.All(counts, c => Assert.Equal(1, c));
        Assert.Equal(DurationHistogram.Bounds.Sum() + 300, sum, 6);
        Assert.Equal(DurationHistogram.Bounds.Order(), DurationHistogram.Bounds);
    }

    [Fact]
    public async Task Nothing_is_lost_among_threads()
    {
        var histogram = new DurationHistogram();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 5000; i++)
                histogram.Add(TimeSpan.FromMilliseconds(3));
        })));
        Assert.Equal(40_000, histogram.Read().Counts.Sum());
    }
}
