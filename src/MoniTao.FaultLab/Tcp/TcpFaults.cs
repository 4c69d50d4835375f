using System.Net;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Tcp;

/// <summary>Faults of the connection itself.</summary>
internal static class TcpFaults
{
    public static IReadOnlyList<FaultDefinition> All { get; } =
    [
        new("healthy-tcp", "accepts and listens", null, stage => At(stage.Serve(HoldOpen))),
        new("healthy-tcp-ipv6", "accepts on the IPv6 loopback address", null, OpenOnIPv6) { NeedsIPv6 = true },
        new("tcp-refused", "nothing listens on the port", "TcpRefused", stage => At(stage.Own(ClosedPort.Reserve()).Port)),
        new("tcp-timed-out", "the accept queue is full: SYN segments stay unanswered", "TcpTimedOut", OpenFullBacklog),
        new("tcp-address-invalid", "an address of the reserved block, which no host has", "TcpAddressInvalid",
            _ => Task.FromResult(new FaultEndpoint("tcp://240.0.0.1:80"))),
        new("tcp-reset", "accepts and resets at once", "TcpReset", stage => At(stage.Serve(ResetAtOnce))),
    ];

    private static Task<FaultEndpoint> At(int port, FaultSettings? settings = null) =>
        Task.FromResult(new FaultEndpoint($"tcp://127.0.0.1:{port}", settings ?? new FaultSettings()));

    private static Task<FaultEndpoint> OpenOnIPv6(LabStage stage)
    {
        var server = stage.Own(ScriptedTcpServer.Start(HoldOpen, stage.Time, IPAddress.IPv6Loopback, stage.ErrorLog));
        return Task.FromResult(new FaultEndpoint($"tcp://[::1]:{server.Port}"));
    }

    private static async Task<FaultEndpoint> OpenFullBacklog(LabStage stage) =>
        await At(stage.Own(await FullBacklog.StartAsync()).Port, new FaultSettings { TimeoutSeconds = 2 });

    private static Task HoldOpen(FaultConnection connection) => connection.WaitForHangUpAsync();

    private static Task ResetAtOnce(FaultConnection connection)
    {
        connection.Reset();
        return Task.CompletedTask;
    }
}
