namespace MoniTao.Fleet;

/// <summary>How soon a change of a spec is acknowledged: from the answer of the API server to the status that is about it.</summary>
internal sealed class ChangePhase(ApiServer api, Mix mix, Findings findings)
{
    private const int Changes = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public async Task RunAsync(int monitors, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            var index = i * (monitors / Changes / 10 * 10);
            var start = Clock.Now;
            var generation = await api.PatchAsync(Mix.Name(index), mix.Manifest(index, generation: 1), cancellation);
            while (await api.ObservedAsync(Mix.Name(index), cancellation) < generation && Clock.Since(start) < 60)
                await Task.Delay(Pause, cancellation);
            times.Add(Clock.Since(start));
        }

        times.Sort();
        findings.Add("change of a spec: acknowledged in the status, median", 1000 * times[times.Count / 2], "ms");
        findings.Add("change of a spec: acknowledged in the status, longest", 1000 * times[^1], "ms");
    }
}
