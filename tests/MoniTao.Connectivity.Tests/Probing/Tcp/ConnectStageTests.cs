using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.FaultLab;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Probing.Tcp;

/// <summary>Several addresses of 127/8 on one port: a server listens on one of them, the others refuse.</summary>
public sealed class ConnectStageTests
{
    private static readonly IPAddress Alive = IPAddress.Parse("127.0.0.7");
    private static readonly IPAddress Dead = IPAddress.Parse("127.0.0.8");
    private static readonly IPAddress AlsoDead = IPAddress.Parse("127.0.0.9");
    private readonly ConnectStage _stage = new(TimeProvider.System);

    [Fact]
    public async Task When_the_first_address_fails_the_second_is_used_and_both_are_reported()
    {
        await using var server = ScriptedTcpServer.Start(c => c.WaitForHangUpAsync(), address: Alive);
        using var deadline = Make.Deadline();
        var (facts, socket) = await _stage.RunAsync([Dead, Alive, AlsoDead], server.Port, deadline);
        using var connected = socket;

        Assert.NotNull(connected);
        Assert.Equal(Alive, facts.Winner!.Remote.Address);
        Assert.Equal([Dead, Alive], facts.Attempts.Select(a => a.Remote.Address));
        Assert.Equal(SocketError.ConnectionRefused, facts.Attempts[0].Fault!.SocketError);
    }

    [Fact]
    public async Task When_all_fail_each_has_its_own_result()
    {
        await using var server = ScriptedTcpServer.Start(c => c.WaitForHangUpAsync(), address: Alive);
        using var deadline = Make.Deadline();
        var (facts, socket) = await _stage.RunAsync([Dead, AlsoDead], server.Port, deadline);

        Assert.Null(socket);
        Assert.Null(facts.Winner);
        Assert.Equal(2, facts.Attempts.Count(a => a.Fault?.SocketError == SocketError.ConnectionRefused));
        Assert.Equal(0, server.Accepted);
    }

    [Fact]
    public async Task An_address_that_stays_silent_does_not_keep_the_next_one_waiting()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-timed-out"]);
        var port = Make.Target(lab.Scenarios[0].Target).Port;
        using var alive = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        alive.Bind(new IPEndPoint(Alive, port));
        alive.Listen();
        using var deadline = Make.Deadline();
        var (facts, socket) = await _stage.RunAsync([IPAddress.Loopback, Alive], port, deadline);
        using var connected = socket;

        Assert.Equal(Alive, facts.Winner!.Remote.Address);
        Assert.Null(facts.Attempts[0].Fault); // not finished because another was faster: neither good nor bad
    }

    [Fact]
    public async Task A_connection_that_is_made_at_once_is_not_kept_waiting_for_a_silent_one()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-timed-out"]);
        var port = Make.Target(lab.Scenarios[0].Target).Port;
        using var alive = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        alive.Bind(new IPEndPoint(Alive, port));
        alive.Listen(100);
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMinutes(5), CancellationToken.None);
        for (var i = 0; i < 10; i++)
        {
            // a wait for the silent address would last until the kernel gives up, two minutes later
            var (facts, socket) = await _stage.RunAsync([IPAddress.Loopback, Alive], port, deadline).WaitAsync(TimeSpan.FromSeconds(60));
            socket?.Dispose();
            Assert.Equal(Alive, facts.Winner?.Remote.Address);
        }
    }

    [Fact]
    public async Task Of_two_that_accept_one_connection_is_kept_and_none_leaks()
    {
        await using var server = ScriptedTcpServer.Start(c => c.WaitForHangUpAsync(), address: Alive);
        for (var i = 0; i < 200; i++)
        {
            using var deadline = Make.Deadline();
            var (facts, socket) = await _stage.RunAsync([Alive, Alive, Dead], server.Port, deadline);
            Assert.NotNull(socket);
            Assert.Single(facts.Attempts, a => a.Connected);
            socket.Dispose();
        }

        await Wait.UntilAsync(() => server.Open == 0, "every connection is closed");
    }

    [Fact]
    public async Task Addresses_that_the_deadline_left_untried_have_not_failed()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-timed-out"]);
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMilliseconds(50), CancellationToken.None);
        var (facts, _) = await _stage.RunAsync([IPAddress.Loopback, Alive, Dead], Make.Target(lab.Scenarios[0].Target).Port, deadline);

        Assert.Equal([IPAddress.Loopback], facts.Attempts.Select(a => a.Remote.Address));
        Assert.Equal(FaultKind.TimedOut, facts.Attempts[0].Fault!.Kind);
    }

    [Fact]
    public async Task Being_called_off_is_cancelled_and_not_a_time_out()
    {
        await using var lab = await FaultLabHost.StartAsync(["tcp-timed-out"]);
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(60), caller.Token);
        var connecting = _stage.RunAsync([IPAddress.Loopback], Make.Target(lab.Scenarios[0].Target).Port, deadline);
        await caller.CancelAsync();

        Assert.Equal(FaultKind.Cancelled, (await connecting).Facts.Attempts[0].Fault!.Kind);
    }

    [Fact]
    public async Task Eight_addresses_at_most_are_tried()
    {
        await using var server = ScriptedTcpServer.Start(c => c.WaitForHangUpAsync(), address: Alive);
        using var deadline = Make.Deadline();
        var many = Enumerable.Range(20, 100).Select(i => IPAddress.Parse($"127.0.0.{i}")).ToList();
        Assert.Equal(8, (await _stage.RunAsync(many, server.Port, deadline)).Facts.Attempts.Count);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.255.255.255", true)]
    public void The_routing_table_knows_loopback_and_its_broadcast_address(string address, bool route) =>
        Assert.Equal(route, LocalRoute.Ask(new IPEndPoint(IPAddress.Parse(address), 9), SocketError.NetworkUnreachable, icmp: null).Route);

    [Fact]
    public void A_link_local_address_without_a_link_has_no_route() =>
        Assert.False(LocalRoute.Ask(new IPEndPoint(IPAddress.Parse("fe80::1"), 9), SocketError.InvalidArgument, icmp: null).Route);

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("223.255.255.255", true)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", true)]
    [InlineData("::", false)]
    [InlineData("ff02::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fe80::1%1", true)]
    [InlineData("::ffff:0.0.0.0", false)]
    [InlineData("::ffff:10.0.0.1", true)]
    public void Addresses_that_no_host_can_have_are_never_connected_to(string address, bool connectable) =>
        Assert.Equal(connectable, AddressSanity.IsConnectable(IPAddress.Parse(address)));
}
