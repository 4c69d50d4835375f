using System.Net;
using MoniTao.Connectivity.Classification;
using MoniTao.FaultLab.Tcp;
using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Monitoring;

namespace MoniTao.Network.Tests.Cases;

/// <summary>What befalls the process: no descriptors, no CPU, a sandbox, everything failing at once. The server that it probes is sound.</summary>
internal static class DisturbedRuns
{
    private const string Name = "disturbed";
    private const string Exhausted = "ProberFileDescriptorsExhausted";

    /// <summary>Longer than the time-out of the probe and the second that the prober allows itself to be late.</summary>
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(8);

    public static IReadOnlyList<Disturbance> All { get; } =
    [
        new("process-without-descriptors", "RLIMIT_NOFILE is lowered below what is open", Exhausted, LowerLimitAsync),
        new("process-frozen", "the process is stopped (SIGSTOP) while it waits for an answer", "ProberOverloaded", FreezeAsync),
        new("process-in-sandbox", "a seccomp filter knows no connect(2)", "ProberInternalError", ConfineAsync),
        new("process-cut-off", "eight hosts that were up refuse all at once", "ProberSuspect", CutOffAsync),
    ];

    /// <summary>The status can't be written without descriptors; the log, which is open, says what the verdict is.</summary>
    private static async Task<MonitorStatus> LowerLimitAsync(string folder)
    {
        await using var server = ScriptedTcpServer.Start(connection => connection.WaitForHangUpAsync());
        var file = Write(folder, $"tcp://127.0.0.1:{server.Port}", period: 5);
        await using var run = new MonitorRun(null, folder);
        await Wait.UntilAsync(() => MonitorStatus.Read(file).Reason == "Reachable", () => run.Log);
        await run.LimitDescriptorsAsync(3);
        var said = $"{Name} tcp://127.0.0.1:{server.Port} can't be judged from here: ";
        await Wait.UntilAsync(() => run.Log.Contains(said, StringComparison.Ordinal), () => run.Log);
        await run.LimitDescriptorsAsync(1024);
        var reason = run.Log.Split(said)[1].Split(':')[0];
        return MonitorStatus.Of(reason, "Unknown");
    }

    private static async Task<MonitorStatus> FreezeAsync(string folder)
    {
        await using var server = ScriptedTcpServer.Start(connection => connection.WaitForHangUpAsync());
        var file = Write(folder, $"tls://127.0.0.1:{server.Port}", period: 60);
        await using var run = new MonitorRun(null, folder);
        await Wait.UntilAsync(() => server.Accepted > 0, () => run.Log);
        await run.SignalAsync("STOP");
        await Task.Delay(Frozen);
        await run.SignalAsync("CONT");
        return await SettledAsync(file, run);
    }

    private static async Task<MonitorStatus> ConfineAsync(string folder)
    {
        await using var server = ScriptedTcpServer.Start(connection => connection.WaitForHangUpAsync());
        var file = Write(folder, $"tcp://127.0.0.1:{server.Port}", period: 60);
        await using var run = await SeccompThread.StartAsync(() => new MonitorRun(null, folder));
        return await SettledAsync(file, run);
    }

    /// <summary>The first one or two may be confirmed before it shows that they are not alone.</summary>
    private static async Task<MonitorStatus> CutOffAsync(string folder)
    {
        var hosts = Enumerable.Range(1, 8).Select(i => IPAddress.Parse($"127.0.0.{i}")).ToList();
        var servers = hosts.Select(host => ScriptedTcpServer.Start(connection => connection.WaitForHangUpAsync(), address: host)).ToList();
        var files = servers.Zip(hosts, (server, host) => Write(folder, $"tcp://{host}:{server.Port}", period: 5, failures: 3, name: $"{Name}-{server.Port}")).ToList();
        await using var run = new MonitorRun(null, folder);
        await Wait.UntilAsync(() => files.All(file => MonitorStatus.Read(file).Reason == "Reachable"), () => run.Log);
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        string? suspected = null;
        await Wait.UntilAsync(() => (suspected = files.Find(file => MonitorStatus.Read(file).Reason == "ProberSuspect")) is not null, () => run.Log);
        return MonitorStatus.Read(suspected!);
    }

    private static async Task<MonitorStatus> SettledAsync(string file, MonitorRun run)
    {
        await Wait.UntilAsync(() => MonitorStatus.Read(file).Reason is { } reason && Reasons.Find(reason) is not null, () => run.Log);
        return MonitorStatus.Read(file);
    }

    private static string Write(string folder, string target, int period, int failures = 1, string name = Name)
    {
        File.WriteAllText(Path.Combine(folder, $"{name}.yaml"), $"""
            apiVersion: monitao.io/v1alpha1
            kind: ConnectivityMonitor
            metadata: {"{"}name: {name}{"}"}
            spec: {"{"}target: "{target}", periodSeconds: {period}, retrySeconds: {period}, timeoutSeconds: 5, failureThreshold: {failures}{"}"}
            """);
        return Path.Combine(folder, $"{name}.status.yaml");
    }
}
