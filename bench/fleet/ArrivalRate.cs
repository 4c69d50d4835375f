using System.Globalization;

namespace MoniTao.Fleet;

/// <summary>How many connections the targets take in each second, as nginx counts them: the probes that reach it.</summary>
internal sealed class ArrivalRate : IDisposable
{
    private readonly HttpClient _client;
    private readonly List<(double At, double Accepted)> _samples = [];
    private readonly CancellationTokenSource _end = new();
    private readonly long _start = Clock.Now;
    private readonly Task _sampling;

    public ArrivalRate(TargetPorts ports)
    {
        _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ports.Status}") };
        _sampling = SampleAsync();
    }

    /// <summary>Ends the sampling and tells the most in one second between two moments since the beginning.</summary>
    public async Task<double> PeakAsync(double from, double to)
    {
        await _end.CancelAsync();
        await _sampling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _samples.Zip(_samples.Skip(1)).Where(pair => pair.First.At >= from && pair.Second.At <= to)
            .Select(pair => (pair.Second.Accepted - pair.First.Accepted) / (pair.Second.At - pair.First.At)).DefaultIfEmpty().Max();
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _client.Dispose();
    }

    private async Task SampleAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            // the third line: accepted, handled, requests
            var page = await _client.GetStringAsync("/", _end.Token);
            var accepted = double.Parse(page.Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
            _samples.Add((Clock.Since(_start), accepted));
        }
        while (await timer.WaitForNextTickAsync(_end.Token));
    }
}
