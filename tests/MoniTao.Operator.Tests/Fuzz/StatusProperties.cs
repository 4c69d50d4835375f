using System.Text.Json;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Status;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Runbooks;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Fuzz;

/// <summary>What is written and read back: by us, by another version, by a hand.</summary>
public sealed class StatusProperties
{
    /// <summary>Long enough ago that every story ends before now.</summary>
    private static readonly DateTimeOffset Begin = Views.Now.AddDays(-6);

    private static readonly Reason?[] Results = [null, null, null, Reasons.TcpRefused, Reasons.TcpTimedOut, Reasons.ProberOverloaded];

    private static readonly Gen<(Reason? Reason, int Minutes)[]> Stories = Gen.Select(Gen.OneOf(Results), Gen.Int[1, 90]).Array[1, 80];

    private static readonly string Written = JsonSerializer.Serialize(Live([(Reasons.TcpRefused, 5), (null, 5), (Reasons.TcpTimedOut, 9), (Reasons.TcpTimedOut, 1)], new Cadence(), []).Status, ApiJson.Options);

    [Fact]
    public void A_restart_changes_no_verdict_and_no_outage() => Property.Holds(
        Gen.Select(Stories, Gen.Int[1, 4], Gen.Int[1, 4], Gen.Int[0, 79].Array[1, 4]), input =>
        {
            var (story, failures, successes, restarts) = input;
            var cadence = new Cadence { FailureThreshold = failures, SuccessThreshold = successes };
            var whole = Live(story, cadence, []).State;
            var restarted = Live(story, cadence, [.. restarts]).State;

            Assert.Equal(whole.Verdict, restarted.Verdict);
            Assert.Equal(whole.Outages.Entries, restarted.Outages.Entries);
        }, tries: 200);

    [Fact]
    public void Any_status_can_be_gone_on_from() => Property.Holds(
        Mutations.OfText([Written], "null", "null,", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", "\"9999-12-31T23:59:59-14:00\"", "[]", "{}", "\\u001b[2J", "\\ud800", "Up", "Unknown", "NoSuchReason", "1e308", "-1", new string('x', 5000)), json =>
        {
            if (Read(json) is not { } status)
                return;
            var state = StateRestorer.Restore(Views.Entity(), status, Views.Now);
            var view = new MonitorView(Views.Entity(status: status), new PlanResult.Planned(Views.Plan()), state, status);
            var built = StatusBuilder.Build(view, Views.Now, RunbookLinks.Default);

            Sound(built);
            _ = StatusSubstance.IsSame(built, status);
            _ = StatusSubstance.IsHeartbeatDue(built, status, Views.Now, TimeSpan.FromMinutes(5));
            Assert.InRange(StatusSubstance.UntilHeartbeat(status, Views.Now, TimeSpan.FromMinutes(5)), TimeSpan.Zero, TimeSpan.FromMinutes(5));
        }, tries: 800);

    /// <summary>Goes through the story; before the steps given the process ends and another reads the status, unless a result waits to be confirmed.</summary>
    private static (MonitorState State, ConnectivityMonitorStatus Status) Live((Reason? Reason, int Minutes)[] story, Cadence cadence, HashSet<int> restarts)
    {
        var (now, state, status) = (Begin, MonitorState.Initial(Begin), new ConnectivityMonitorStatus());
        for (var i = 0; i < story.Length; i++)
        {
            now = now.AddMinutes(story[i].Minutes);
            if (restarts.Contains(i) && Settled(state))
                state = StateRestorer.Restore(Views.Entity(), Read(JsonSerializer.Serialize(status, ApiJson.Options)), now);
            state = VerdictTracker.Fold(state, Probe(story[i].Reason, now), cadence);
            status = StatusBuilder.Build(Views.Of(state, written: status), now, RunbookLinks.Default);
            Sound(status);
            Assert.All(Strings(JsonSerializer.SerializeToElement(status, ApiJson.Options)), text => Assert.DoesNotContain(text, char.IsControl));
        }

        return (state, status);
    }

    private static bool Settled(MonitorState state) => state.Last is not null && state.Unsure.Count == 0 && state.Verdict.State != VerdictState.Unknown
        && state.Streak.Reason == state.Verdict.Reason && (state.Streak.Result == ProbeResult.Failure) == (state.Verdict.State == VerdictState.Down);

    /// <summary>Within the bounds of the schema, which the server checks, and read back as it was written.</summary>
    private static void Sound(ConnectivityMonitorStatus status)
    {
        Assert.Empty(BoundsChecker.Check(status, "status"));
        var json = JsonSerializer.Serialize(status, ApiJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<ConnectivityMonitorStatus>(json, ApiJson.Options), ApiJson.Options));
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [json.GetString()!],
        _ => [],
    };

    private static ConnectivityMonitorStatus? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectivityMonitorStatus>(json, ApiJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Assessment Probe(Reason? reason, DateTimeOffset at) => new()
    {
        Result = reason is null ? ProbeResult.Success : reason.Fault == FaultDomain.Prober ? ProbeResult.Inconclusive : ProbeResult.Failure,
        Reason = reason,
        Message = reason?.Meaning ?? "reachable",
        Hint = reason?.Hint ?? "",
        Layers = [new LayerResult(Layer.Tcp, reason is null ? LayerOutcome.Passed : LayerOutcome.Failed, TimeSpan.FromMilliseconds(3), "127.0.0.1")],
        StartedAt = at,
        Elapsed = TimeSpan.FromMilliseconds(5),
        Target = Views.Plan().Probe.Target,
    };
}
