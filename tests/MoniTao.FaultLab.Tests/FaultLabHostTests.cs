using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Tests;

public sealed class FaultLabHostTests
{
    private static readonly string[] NotAccepting = ["tcp-refused", "tcp-timed-out", "tcp-reset"];

    [Fact]
    public async Task Whole_catalog_is_up_and_every_server_accepts()
    {
        await using var lab = await FaultLabHost.StartAsync();
        var missing = FaultCatalog.All.Select(definition => definition.Name).Except(lab.Scenarios.Select(scenario => scenario.Name));
        Assert.Equal(LoopbackPorts.IsUsable(IPAddress.IPv6Loopback) ? [] : ["healthy-tcp-ipv6"], missing);

        foreach (var scenario in lab.Scenarios.Where(scenario => HasAddress(scenario) && !NotAccepting.Contains(scenario.Name)))
        {
            using var socket = await scenario.ConnectAsync();
            Assert.True(socket.Connected, scenario.Name);
        }

        Assert.Empty(lab.Errors);
    }

    [Fact]
    public async Task Every_port_is_outside_the_ephemeral_range_and_used_once()
    {
        await using var lab = await FaultLabHost.StartAsync();
        var ports = lab.Scenarios.SelectMany(Ports).ToList();
        Assert.Equal(ports.Count, ports.Distinct().Count());
        var range = await EphemeralRangeAsync();
        Assert.All(ports, port => Assert.False(port >= range[0] && port <= range[1]));
    }

    [Fact]
    public void Usual_ephemeral_range_leaves_the_ports_below_it() =>
        Assert.Equal((10240, 32767), LoopbackPorts.Choose((32768, 60999)));

    [Fact]
    public void Wide_ephemeral_range_moves_the_lab_above_it() =>
        Assert.Equal((60001, 65535), LoopbackPorts.Choose((1024, 60000)));

    [Fact]
    public void Ephemeral_range_without_room_is_reported() =>
        Assert.Throws<InvalidOperationException>(() => LoopbackPorts.Choose((1024, 65535)));

    [Fact]
    public async Task Two_labs_run_beside_each_other()
    {
        await using var first = await FaultLabHost.StartAsync(["healthy-http"]);
        await using var second = await FaultLabHost.StartAsync(["healthy-http"]);
        Assert.NotEqual(first["healthy-http"].Target, second["healthy-http"].Target);
    }

    [Fact]
    public async Task Lab_that_is_disposed_refuses_and_can_be_started_again()
    {
        var lab = await FaultLabHost.StartAsync(["healthy-http"]);
        var scenario = lab["healthy-http"];
        await lab.DisposeAsync();
        var refusal = await Assert.ThrowsAsync<SocketException>(() => scenario.ConnectAsync());
        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
        await using var again = await FaultLabHost.StartAsync(["healthy-http"]);
        Assert.Equal(WireEnd.Fin, (await again["healthy-http"].GetAsync()).End);
    }

    [Fact]
    public async Task Unknown_scenario_is_refused_by_name()
    {
        var failure = await Assert.ThrowsAsync<KeyNotFoundException>(() => FaultLabHost.StartAsync(["healthy-http", "no-such-fault"]));
        Assert.Contains("no-such-fault", failure.Message, StringComparison.Ordinal);
    }

    private static bool HasAddress(FaultScenario scenario) =>
        new Uri(scenario.Target) is { Port: > 0, HostNameType: not UriHostNameType.Dns };

    private static async Task<int[]> EphemeralRangeAsync()
    {
        var text = await File.ReadAllTextAsync("/proc/sys/net/ipv4/ip_local_port_range");
        return [.. text.Split().Where(field => field.Length > 0).Select(field => int.Parse(field, CultureInfo.InvariantCulture))];
    }

    private static IEnumerable<int> Ports(FaultScenario scenario)
    {
        var target = new Uri(scenario.Target);
        var resolvers = scenario.Settings.Resolvers.Select(resolver => IPEndPoint.Parse(resolver).Port);
        return target.Port > 0 ? resolvers.Append(target.Port) : resolvers;
    }
}
