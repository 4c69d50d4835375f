using System.Net;
using System.Net.Sockets;
using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Monitoring;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests;

/// <summary>
/// <c>/probe?module=icmp</c> where pings are allowed and where they are not. It is the one module that the operator's own tests can't try against
/// blackbox_exporter: on most machines only one of the two may ping.
/// </summary>
public sealed class PingExporterTests
{
    private const int Port = 18080, Tries = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Ping_is_answered_under_the_names_that_users_know()
    {
        var page = await ProbeAsync(Node.Prober);

        Assert.Contains("\nprobe_success 1\n", page, StringComparison.Ordinal);
        Assert.Contains("\nprobe_ip_protocol 4\n", page, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^probe_icmp_duration_seconds\{phase=""resolve""\} \d", page);
        Assert.Matches(@"(?m)^probe_icmp_duration_seconds\{phase=""rtt""\} [\d.E-]*[1-9]", page);
        Assert.DoesNotContain("probe_failure_info", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ping_that_may_not_be_sent_says_nothing_of_the_target_and_what_to_do() =>
        Assert.Matches("^IcmpUnavailable: nothing is known of the target.*net.ipv4.ping_group_range", await ProbeAsync(Node.Confined));

    /// <summary>The page of a program at a node, about the target of the network.</summary>
    private static async Task<string> ProbeAsync(Node node)
    {
        var folder = Directory.CreateTempSubdirectory("monitao-ping-");
        try
        {
            var nothing = new PathScenario("nothing", "nobody is asked", $"tcp://{Addresses.Target}:1", PathScenario.Up);
            var manifests = Manifests.Write(folder.FullName, "manifests", [nothing], "");
            await using var run = new MonitorRun(node, manifests, $"http://127.0.0.1:{Port}", "--no-status", "--probe-endpoint", "--probe-allow", "icmp://*");
            using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (_, cancellation) => await ConnectAsync(node, cancellation) });
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{Port}/probe?module=icmp&target={Addresses.Target}"));
            return await answer.Content.ReadAsStringAsync();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>To the program in its namespace, which takes a moment to start.</summary>
    private static async ValueTask<Stream> ConnectAsync(Node node, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            var socket = await NamespaceThread.OpenAsync(Namespaces.Name(node), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (tries < Tries)
            {
                socket.Dispose();
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
