using System.Net.Sockets;

namespace MoniTao.FaultLab.Tests.Tcp;

public sealed class TcpFaultsTests
{
    [Fact]
    public async Task Healthy_port_accepts_and_keeps_the_connection_until_the_client_leaves()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-tcp"]);
        using var socket = await lab["healthy-tcp"].ConnectAsync();
        socket.Shutdown(SocketShutdown.Send);
        var answer = await socket.ReadAnswerAsync();
        Assert.Empty(answer.Bytes);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Fact]
    public async Task Refused_port_answers_with_RST_and_can_not_be_taken_by_another_listener()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-refused"]);
        var refusal = await Assert.ThrowsAsync<SocketException>(() => lab["tcp-refused"].ConnectAsync());
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);

        using var intruder = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var busy = Assert.Throws<SocketException>(() =>
        {
            intruder.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, new Uri(lab["tcp-refused"].Target).Port));
            intruder.Listen();
        });
        Assert.Equal(SocketError.AddressAlreadyInUse, busy.SocketErrorCode);
    }

    [Fact]
    public async Task Full_accept_queue_leaves_every_SYN_unanswered()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-timed-out"]);
        var endPoint = new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, new Uri(lab["tcp-timed-out"].Target).Port);
        for (var client = 0; client < 3; client++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await socket.ConnectAsync(endPoint, patience.Token));
            Assert.False(socket.Connected);
        }
    }

    [Fact]
    public async Task Reset_port_answers_with_RST_after_the_connection_is_made()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-reset"]);
        Assert.Equal(WireEnd.Reset, await ConnectAndReadAsync(lab["tcp-reset"]));
    }

    /// <summary>The RST may arrive before the system reports the connection, or after: both are a reset to the client.</summary>
    private static async Task<WireEnd> ConnectAndReadAsync(FaultScenario scenario)
    {
        try
        {
            using var socket = await scenario.ConnectAsync();
            return (await socket.ReadAnswerAsync()).End;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.ConnectionReset)
        {
            return WireEnd.Reset;
        }
    }
}
