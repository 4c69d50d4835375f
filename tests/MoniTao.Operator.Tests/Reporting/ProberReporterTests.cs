using System.Text.Json.Nodes;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;
using MoniTao.Operator.Commands;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>What is the prober's own trouble is said of its own pod, once, and of no monitor.</summary>
public sealed class ProberReporterTests
{
    [Fact]
    public async Task Most_monitors_failing_at_once_is_one_event_about_the_pod_and_none_about_them()
    {
        await using var rig = await ProberRig.StartAsync(monitors: 12);

        rig.Refused = true;
        await rig.RunUntilAsync(() => rig.Supervisor.Suspicion is not null && rig.Count("ProberSuspect") >= 9);
        var suspicion = rig.Supervisor.Suspicion!;
        rig.Refused = false;
        await rig.RunUntilAsync(() => rig.Supervisor.All.All(m => m.State.Verdict.State == VerdictState.Up));
        await rig.RunUntilAsync(() => rig.EventsOfThePod.Count == 2);

        Assert.Equal(Layer.Tcp, suspicion.Layer);
        Assert.Equal(["Warning ProberSuspect", "Normal ProberTrusted"], rig.EventsOfThePod.Select(Show));
        Assert.StartsWith("Most monitors fail in TCP since ", (string?)rig.EventsOfThePod[0]["note"]);
        Assert.Equal("v1 Pod monitao-system operator-0 uid-of-pod", rig.Regarding);
        Assert.InRange(rig.EventsOfMonitors.Count, 0, 4); // what was confirmed before a second one failed, and its recovery
        Assert.Null(rig.Supervisor.Suspicion);
    }

    [Fact]
    public async Task A_fault_of_the_prober_is_told_once_in_ten_minutes_however_many_monitors_meet_it()
    {
        await using var rig = await ProberRig.StartAsync(monitors: 6);

        rig.Faulty = true;
        await rig.RunUntilAsync(() => rig.Count("ProberInternalError") == 6);
        rig.Faulty = false;
        await rig.RunUntilAsync(() => rig.Supervisor.All.All(m => m.State.Verdict.State == VerdictState.Up));
        rig.Faulty = true;
        await rig.RunUntilAsync(() => rig.Count("ProberInternalError") == 6 && rig.EventsOfThePod.Count == 1);

        Assert.Equal(["Warning ProberInternalError"], rig.EventsOfThePod.Select(Show));
        Assert.Equal(rig.FaultyProbes, rig.Supervisor.Engine.Counters.Faults(Connectivity.Classification.Reasons.ProberInternalError));
        Assert.Equal(0, rig.Supervisor.Engine.Counters.Faults(Connectivity.Classification.Reasons.TcpRefused));
    }

    [Fact]
    public async Task Run_on_a_folder_prints_one_line_for_all()
    {
        await using var rig = await ProberRig.StartAsync(monitors: 12);
        using var book = new LogBook();
        using var log = new TransitionLog(rig.Supervisor, book.CreateLogger("run"));

        rig.Refused = true;
        await rig.RunUntilAsync(() => rig.Count("ProberSuspect") >= 9);
        rig.Refused = false;
        await rig.RunUntilAsync(() => rig.Supervisor.All.All(m => m.State.Verdict.State == VerdictState.Up));

        var lines = book.Text.Split('\n');
        Assert.Single(lines, line => line.Contains("ProberSuspect: Most monitors fail in TCP since ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("ProberTrusted: Most monitors pass TCP again", StringComparison.Ordinal));
        Assert.InRange(lines.Length, 2, 6);
    }

    private static string Show(JsonNode told) => $"{told["type"]} {told["reason"]}";
}
