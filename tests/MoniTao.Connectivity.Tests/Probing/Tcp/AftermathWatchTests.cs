using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Tests.Probing.Tcp;

/// <summary>What becomes of a connection in the moment after it was accepted, on a clock that is turned by hand.</summary>
public sealed class AftermathWatchTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly Deadline _deadline;
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _ours = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _theirs;

    public AftermathWatchTests()
    {
        _deadline = new Deadline(_time, TimeSpan.FromSeconds(1), CancellationToken.None);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ours.Connect(_listener.LocalEndPoint!);
        _theirs = _listener.Accept();
    }

    [Fact]
    public async Task Waits_that_began_apart_end_together()
    {
        Pass(3);
        var one = ObserveAsync();
        Pass(9);
        var other = ObserveAsync();

        Pass(86);
        Assert.False(one.IsCompleted || other.IsCompleted, "98 ms: the beat is every 100");
        Pass(2); // waits are of whole milliseconds

        Assert.Null(await EndOf(one));
        Assert.Null(await EndOf(other));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(60, 200)]
    [InlineData(5000, 300)]
    public async Task It_waits_two_round_trips_within_limits_up_to_the_beat(int roundTrip, int wait)
    {
        var observed = ObserveAsync(roundTrip);

        Pass(wait - 1);
        Assert.False(observed.IsCompleted);
        Pass(1);

        Assert.Null(await EndOf(observed));
    }

    [Fact]
    public async Task Connection_that_is_reset_meanwhile_is_told()
    {
        var observed = ObserveAsync();
        _theirs.LingerState = new LingerOption(true, 0);
        _theirs.Dispose();
        Assert.True(_ours.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead), "the reset is here");
        Pass(100);

        Assert.Equal(SocketError.ConnectionReset, (await EndOf(observed))!.SocketError);
    }

    [Fact]
    public void Where_the_time_is_too_short_it_does_not_wait()
    {
        Pass(960);

        Assert.True(ObserveAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Where_no_beat_comes_in_time_it_waits_for_none()
    {
        Pass(945);
        var observed = ObserveAsync();

        Pass(49);
        Assert.False(observed.IsCompleted);
        Pass(1);

        Assert.Null(await EndOf(observed));
    }

    public void Dispose()
    {
        _deadline.Dispose();
        _ours.Dispose();
        _theirs.Dispose();
        _listener.Dispose();
    }

    /// <summary>The clock has been turned far enough: the limit only ends a test that has failed.</summary>
    private static Task<NetworkFault?> EndOf(Task<NetworkFault?> observed) => observed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    private void Pass(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    private Task<NetworkFault?> ObserveAsync(int roundTrip = 0) => AftermathWatch.ObserveAsync(_ours, TimeSpan.FromMilliseconds(roundTrip), _time, _deadline);
}
