using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Tests.Support;

/// <summary>Short ways to the values that tests need.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public static Target Target(string text)
    {
        Assert.True(TargetParser.TryParse(text, out var target, out var error), error);
        return target;
    }

    public static ProbeSpec Spec(string target, int seconds = 20) => new() { Target = Target(target), Timeout = TimeSpan.FromSeconds(seconds) };

    public static Deadline Deadline(int seconds = 20) => new(TimeProvider.System, TimeSpan.FromSeconds(seconds), TestContext.Current.CancellationToken);

    public static Observation Seen(string target = "https://shop.example.com/") =>
        new() { Spec = Spec(target), Target = Target(target), StartedAt = Noon };

    public static MonitorPlan Plan(string id, string target = "tcp://127.0.0.1:1", Cadence? cadence = null, string version = "1") => new()
    {
        Id = id,
        Probe = Spec(target),
        Cadence = cadence ?? new Cadence(),
        ProbeFingerprint = target,
        Fingerprint = $"{target} {cadence} {version}",
    };

    /// <summary>The result of one probe; a null reason is a success.</summary>
    public static Assessment Probe(Reason? reason, DateTimeOffset at) => new()
    {
        Result = reason is null ? ProbeResult.Success : reason.Fault == FaultDomain.Prober ? ProbeResult.Inconclusive : ProbeResult.Failure,
        Reason = reason,
        Message = reason?.Meaning ?? "reachable",
        Hint = reason?.Hint ?? "",
        Layers = [],
        StartedAt = at,
        Elapsed = TimeSpan.FromMilliseconds(5),
        Target = Target("tcp://127.0.0.1:1"),
    };
}
