using MoniTao.FaultLab;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>Spec in, conditions out: every broken endpoint of the lab as a manifest on a real API server.</summary>
public sealed class EveryScenarioTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    [Fact]
    public async Task Every_broken_endpoint_is_named_in_its_status()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        await using var lab = await FaultLabHost.StartAsync();
        await using var monitao = await space.StartOperatorAsync();
        foreach (var scenario in lab.Scenarios)
            await space.ApplyAsync(ScenarioManifests.Of(scenario));

        var last = new Dictionary<string, string>();
        try
        {
            await space.WaitAsync($"{lab.Scenarios.Count} scenarios have their reason", async () =>
            {
                last = (await space.ListAsync()).ToDictionary(m => m.Metadata.Name, Result);
                return lab.Scenarios.All(s => last[s.Name] == Expected(s));
            });
        }
        catch (TimeoutException)
        {
            var wrong = lab.Scenarios.Where(s => last[s.Name] != Expected(s)).Select(s => $"{s.Name}: {Expected(s)}, got {last[s.Name]}");
            Assert.Fail(string.Join('\n', wrong));
        }

        Assert.True(lab.Scenarios.Count > 80);
        monitao.Logs.AssertNoErrors();
        Assert.Equal(0, monitao.Health.Status.Failures);
        var page = PrometheusText.Parse(await monitao.ScrapeAsync());
        Assert.Empty(page.Problems);
        Assert.All(["tls-cert-expired", "tls-cert-name-mismatch", "tls-cert-self-signed", "tls-cert-untrusted-root"], name => AssertTellsTheEnd(page, name));
    }

    /// <summary>Also of a certificate that was refused, for whoever has to renew it.</summary>
    private static void AssertTellsTheEnd(PrometheusText page, string monitor)
    {
        var (_, end) = page.Samples.Single(sample =>
            sample.Key.StartsWith("monitao_certificate_not_after_timestamp_seconds{", StringComparison.Ordinal) && sample.Key.Contains($"monitor=\"{monitor}\"", StringComparison.Ordinal));

        Assert.Equal(monitor == "tls-cert-expired", end < TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
    }

    private static string Expected(FaultScenario scenario) =>
        $"{scenario.ExpectedReason ?? "Reachable"} {scenario.ExpectedWarning}".TrimEnd();

    private static string Result(Operator.Api.ConnectivityMonitor monitor)
    {
        string[] warnings = ["CertificateExpiring", "DnsInconsistent"];
        return string.Join(' ', warnings.Where(w => monitor.Condition(w).StartsWith("True", StringComparison.Ordinal)).Prepend(monitor.Reason()));
    }
}
