using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Exporter;
using MoniTao.Operator.Hosting;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Tests.Supervision;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>The pages of a process that serves <c>/probe</c>, over real sockets.</summary>
internal sealed class ExporterRig : IAsyncDisposable
{
    private readonly SupervisorRig _monitors = new();
    private readonly Prober _prober = new(TimeProvider.System);
    private readonly ProbeEndpoint _endpoint;
    private readonly HttpClient _http = new();
    private HttpEndpoints? _pages;

    private ExporterRig(int concurrency, string[] allow) => _endpoint = new ProbeEndpoint(_prober, new ExporterOptions
    {
        MaximumConcurrency = concurrency,
        Allow = [.. allow.Select(text => TargetPattern.TryParse(text, out var pattern, out var error) ? pattern : throw new FormatException(error))],
    });

    public string Address => _pages!.Address;

    public static Task<ExporterRig> StartAsync(params string[] allow) => StartAsync(50, allow);

    public static async Task<ExporterRig> StartAsync(int concurrency, string[] allow)
    {
        var rig = new ExporterRig(concurrency, allow);
        var page = new MetricsPage(rig._monitors.Supervisor, TimeProvider.System);
        rig._pages = await HttpEndpoints.StartAsync("http://127.0.0.1:0", page, null, rig._endpoint, CancellationToken.None);
        return rig;
    }

    public async Task<(int Status, string Text)> ProbeAsync(string query, double? scrapeTimeout = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/probe?{query}");
        if (scrapeTimeout is { } seconds)
            request.Headers.Add("X-Prometheus-Scrape-Timeout-Seconds", $"{seconds}");
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_pages is not null)
            await _pages.DisposeAsync();
        _endpoint.Dispose();
        _prober.Dispose();
        _http.Dispose();
        await _monitors.DisposeAsync();
    }
}
