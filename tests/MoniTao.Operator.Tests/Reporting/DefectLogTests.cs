using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Reporting;
using MoniTao.Operator.Supervision;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.Operator.Tests.Supervision;
using MoniTao.TestKit.FakeApiServer;

namespace MoniTao.Operator.Tests.Reporting;

/// <summary>A defect of the prober in the log: its place, once, and no message.</summary>
public sealed class DefectLogTests
{
    [Fact]
    public async Task The_place_of_a_defect_is_logged_once_and_its_message_never()
    {
        var clock = new FakeTimeProvider(Views.Now);
        var probes = 0;
        await using var supervisor = new Supervisor(clock, (spec, _) =>
        {
            Interlocked.Increment(ref probes);
            var seen = new Observation { Spec = spec, Target = spec.Target, StartedAt = clock.GetUtcNow() };
            return Task.FromResult(seen with { Prober = ProberFacts.Defect(Thrown()) });
        });
        var book = new LogBook();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(book));
        using var log = new DefectLog(supervisor, logging.CreateLogger<DefectLog>());

        supervisor.Accept(Views.Entity(), new PlanResult.Planned(Views.Plan()));
        await Eventually.HoldsAsync(() => Volatile.Read(ref probes) > 3, "more probes", () => clock.Advance(TimeSpan.FromSeconds(1)));

        var line = Assert.Single(book.Errors, l => l.Contains("defect of MoniTao", StringComparison.Ordinal));
        Assert.Contains(nameof(Thrown), line, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", line, StringComparison.Ordinal);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("Bearer s3cret");
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
