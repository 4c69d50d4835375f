using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Tests.Probing.Linux;

/// <summary>What a connection within this machine and one that hangs look like to the caller.</summary>
public sealed class TcpConnectTests : IDisposable
{
    private readonly Socket _ours = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _others = [];

    [Fact]
    public async Task Connection_within_the_machine_is_there_when_the_call_returns_and_carries_data()
    {
        var connecting = TcpConnect.ConnectAsync(_ours, Listen(backlog: 8), TestContext.Current.CancellationToken);

        if (OperatingSystem.IsLinux())
            Assert.True(connecting.IsCompletedSuccessfully, "nobody had to wait");
        await connecting;
        using var theirs = await _listener.AcceptAsync(TestContext.Current.CancellationToken);
        await using var stream = new NetworkStream(_ours);
        await theirs.SendAsync("hello"u8.ToArray(), TestContext.Current.CancellationToken);
        var read = new byte[5];
        await stream.ReadExactlyAsync(read, TestContext.Current.CancellationToken);

        Assert.True(_ours.Connected);
        Assert.Equal("hello"u8.ToArray(), read);
    }

    [Fact]
    public async Task Refusal_within_the_machine_is_there_when_the_call_returns()
    {
        var nobody = Listen(backlog: 1);
        _listener.Dispose();

        var connecting = TcpConnect.ConnectAsync(_ours, nobody, TestContext.Current.CancellationToken);

        if (OperatingSystem.IsLinux())
            Assert.True(connecting.IsFaulted, "nobody had to wait");
        var refused = await Assert.ThrowsAsync<SocketException>(async () => await connecting);
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Fact]
    public async Task Handshake_that_nobody_answers_is_waited_for_until_it_is_called_off()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a full queue drops what comes on Linux alone");
        var full = Listen(backlog: 0);
        await FillAsync(full);
        using var enough = new CancellationTokenSource();

        var connecting = TcpConnect.ConnectAsync(_ours, full, enough.Token).AsTask();

        Assert.False(connecting.IsCompleted);
        Assert.True(TcpInformation.Read(_ours)!.IsConnecting);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Handshake_that_is_answered_late_connects()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "a full queue drops what comes on Linux alone");
        var full = Listen(backlog: 0);
        await FillAsync(full);

        var connecting = TcpConnect.ConnectAsync(_ours, full, TestContext.Current.CancellationToken).AsTask();
        Assert.False(connecting.IsCompleted);
        foreach (var _ in _others.ToList())
            _others.Add(await _listener.AcceptAsync(TestContext.Current.CancellationToken));
        var kernel = await connecting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.True(_ours.Connected);
        Assert.True(kernel!.TotalRetransmits > 0, "the SYN was sent again");
    }

    [Fact]
    public async Task What_is_called_off_before_it_begins_sends_nothing()
    {
        using var already = new CancellationTokenSource();
        await already.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await TcpConnect.ConnectAsync(_ours, Listen(backlog: 8), already.Token));

        Assert.False(_listener.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    public void Dispose()
    {
        _others.ForEach(other => other.Dispose());
        _ours.Dispose();
        _listener.Dispose();
    }

    private IPEndPoint Listen(int backlog)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(backlog);
        return (IPEndPoint)_listener.LocalEndPoint!;
    }

    /// <summary>A queue of none takes one: the next SYN is dropped.</summary>
    private async Task FillAsync(IPEndPoint listener)
    {
        var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _others.Add(other);
        await other.ConnectAsync(listener, TestContext.Current.CancellationToken);
    }
}
