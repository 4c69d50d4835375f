using System.Globalization;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.EndToEnd.Support;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>
/// How long it takes from a port that closes to a message at a webhook. One run proves that the way is open;
/// <c>tests/soak/alert-latency.sh</c> makes ten of it and prints the median and the maximum.
/// </summary>
public sealed class AlertLatencyTests(ITestOutputHelper output)
{
    private static readonly int Runs = int.Parse(Setting("MONITAO_LATENCY_RUNS", "1"), CultureInfo.InvariantCulture);
    private static readonly string Scrape = Setting("MONITAO_LATENCY_SCRAPE", "1s");

    [Theory]
    [InlineData("push")]
    [InlineData("rules")]
    public async Task Outage_reaches_the_webhook(string way)
    {
        await using var webhook = await WebhookReceiver.StartAsync();
        await using var alertmanager = await RealAlertmanager.StartAsync(webhook.Configuration());
        await using var target = new TargetPort().Open();
        await using var monitors = way == "push" ? await LiveMonitors.StartAsync(alertmanager.Url) : await LiveMonitors.StartAsync();
        await using var prometheus = way == "rules" ? await RealPrometheus.StartAsync(monitors.Authority, alertmanager, Scrape) : null;
        await monitors.ApplyAsync(LiveMonitors.Spec(target.Tcp));
        // breaks at any point of what repeats by itself: else each run, begun by the message of the last, would find the same point
        var longest = TimeSpan.FromSeconds(Math.Max(5, way == "rules" ? int.Parse(Scrape.TrimEnd('s'), CultureInfo.InvariantCulture) : 0));
        var (afterBreak, afterFailure) = (new List<double>(), new List<double>());

        for (var run = 1; run <= Runs; run++)
        {
            var probes = target.Accepted;
            await LiveWait.UntilAsync("it is up", () => target.Accepted > probes);
            await Task.Delay(longest * Random.Shared.NextDouble(), TestContext.Current.CancellationToken);
            var broken = TimeProvider.System.GetUtcNow();
            await target.CloseAsync();
            var notice = await webhook.WaitAsync("firing", "TcpRefused", broken);
            var outage = monitors.Supervisor.Find("web/shop")!.State.Outages.Open!;
            afterBreak.Add((notice.At - broken).TotalSeconds);
            afterFailure.Add((notice.At - outage.Start).TotalSeconds);
            // not the n-th of its kind: a scrape that fails ends the alert in Prometheus, and that would be one more
            var mended = TimeProvider.System.GetUtcNow();
            target.Open();
            await webhook.WaitAsync("resolved", "TcpRefused", mended);
        }

        Show($"{way}, from the first failed probe", afterFailure);
        Show($"{way}, from the break", afterBreak);
        Assert.All(afterFailure, seconds => Assert.True(seconds > 0));
    }

    private void Show(string what, List<double> seconds)
    {
        seconds.Sort();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-40} {seconds.Count,3} runs   median {seconds[seconds.Count / 2],6:0.00} s   maximum {seconds[^1],6:0.00} s"));
    }

    private static string Setting(string name, string usual) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : usual;
}
