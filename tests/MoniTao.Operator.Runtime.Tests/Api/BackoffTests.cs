using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Tests.Api;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_the_maximum_with_at_most_half_taken_off()
    {
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        double[] longest = [1, 2, 4, 8, 16, 30, 30];
        foreach (var seconds in longest)
            Assert.InRange(backoff.Next().TotalSeconds, seconds / 2, seconds);
        backoff.Reset();
        Assert.InRange(backoff.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void A_great_number_of_failures_does_not_overflow() =>
        Assert.Equal(TimeSpan.FromMinutes(5), Backoff.Exponential(TimeSpan.FromDays(1), TimeSpan.FromMinutes(5), int.MaxValue));
}
