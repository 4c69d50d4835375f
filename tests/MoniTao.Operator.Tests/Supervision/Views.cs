using System.Net;
using System.Net.Sockets;
using k8s.Models;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Tests.Supervision;

/// <summary>Monitors in a known state, and observations that lead there.</summary>
internal static class Views
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ConnectivityMonitor Entity(long generation = 1, string uid = "uid-1", ConnectivityMonitorStatus? status = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = "shop", NamespaceProperty = "web", Uid = uid, Generation = generation },
        Status = status,
    };

    public static MonitorPlan Plan(string target = "tcp://127.0.0.1:443", string fingerprint = "a", int failureThreshold = 1)
    {
        Assert.True(TargetParser.TryParse(target, out var parsed, out var error), error);
        return new MonitorPlan
        {
            Id = "web/shop",
            Probe = new ProbeSpec { Target = parsed },
            Cadence = new Cadence { Period = TimeSpan.FromSeconds(60), Retry = TimeSpan.FromSeconds(1), FailureThreshold = failureThreshold },
            ProbeFingerprint = fingerprint,
            Fingerprint = fingerprint,
        };
    }

    public static MonitorState State(VerdictState state, Reason? reason = null, string message = "seen", string hint = "next") =>
        MonitorState.Initial(Now) with { Verdict = new Verdict(state, reason, Now, message, hint) };

    public static MonitorView Of(MonitorState state, string target = "https://127.0.0.1/", ConnectivityMonitorStatus? written = null) =>
        new(Entity(), new PlanResult.Planned(Plan(target)), state, written);

    /// <summary>A probe that connected, or was refused.</summary>
    public static Observation Seen(ProbeSpec spec, DateTimeOffset at, bool refused)
    {
        var remote = new IPEndPoint(IPAddress.Loopback, spec.Target.Port);
        var attempt = refused
            ? new ConnectFacts { Remote = remote, Fault = new NetworkFault(FaultKind.Socket, SocketError.ConnectionRefused) }
            : new ConnectFacts { Remote = remote, Connected = true };
        return new Observation
        {
            Spec = spec,
            Target = spec.Target,
            StartedAt = at,
            Dns = new DnsFacts { Name = spec.Target.Host, Source = DnsSource.Literal, Addresses = [IPAddress.Loopback] },
            Tcp = new TcpFacts([attempt], TimeSpan.FromMilliseconds(1)),
        };
    }
}
