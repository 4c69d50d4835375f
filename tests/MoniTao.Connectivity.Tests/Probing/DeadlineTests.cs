using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Tests.Probing;

public sealed class DeadlineTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _caller = new();

    public void Dispose() => _caller.Dispose();

    [Fact]
    public void The_time_runs_out_without_the_caller()
    {
        using var deadline = New(10);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(6), deadline.Remaining);
        Assert.False(deadline.Token.IsCancellationRequested);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.False(deadline.CancelledByCaller);
        Assert.Equal(TimeSpan.Zero, deadline.Remaining);
        Assert.Equal(TimeSpan.FromSeconds(3), deadline.Overrun);
    }

    [Fact]
    public void The_caller_gives_up_before_the_time_is_up()
    {
        using var deadline = New(10);
        _caller.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.CancelledByCaller);
        Assert.Equal(TimeSpan.Zero, deadline.Overrun);
    }

    [Fact]
    public void A_part_ends_with_its_own_limit_or_with_the_whole()
    {
        using var deadline = New(10);
        using var part = deadline.Within(TimeSpan.FromSeconds(3));
        using var whole = deadline.Within(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromSeconds(10), whole.Budget);

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.True(part.Token.IsCancellationRequested);
        Assert.False(whole.Token.IsCancellationRequested);
        _caller.Cancel();
        Assert.True(whole.CancelledByCaller);
    }

    [Fact]
    public void Work_beside_the_stages_is_called_off_by_its_own_token()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = New(10);
        using var beside = deadline.Beside(stop.Token);
        stop.Cancel();

        Assert.True(beside.CancelledByCaller);
        Assert.False(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Without_time_it_is_over_at_once()
    {
        using var deadline = New(-1);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    private Deadline New(int seconds) => new(_time, TimeSpan.FromSeconds(seconds), _caller.Token);
}
