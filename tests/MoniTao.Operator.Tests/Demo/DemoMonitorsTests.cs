using MoniTao.FaultLab;
using MoniTao.Operator.Demo;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Tests.Demo;

public sealed class DemoMonitorsTests
{
    [Fact]
    public async Task Every_scenario_becomes_a_monitor_that_can_be_planned()
    {
        await using var lab = await FaultLabHost.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var planner = new MonitorPlanner(new ManifestReferences(DemoMonitors.References([.. lab.Scenarios])));

        Assert.All(lab.Scenarios, scenario =>
        {
            var monitor = DemoMonitors.Monitor(scenario);
            Assert.Empty(SpecValidator.Validate(monitor.Spec));
        });
        foreach (var scenario in lab.Scenarios)
        {
            var plan = Assert.IsType<PlanResult.Planned>(await planner.PlanAsync(DemoMonitors.Monitor(scenario), TestContext.Current.CancellationToken)).Plan;
            Assert.Equal(scenario.Settings.ClientCertificatePem is not null, plan.Probe.Tls.ClientCertificate is not null);
            Assert.Equal(scenario.Settings.CaBundlePem is not null, plan.Probe.Tls.TrustedRoots.Count > 0);
        }
    }
}
