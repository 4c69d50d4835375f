using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>Debian's Alertmanager as a child of this process; its data vanishes with it.</summary>
internal sealed class RealAlertmanager : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new("monitao-alertmanager-");
    private readonly HttpClient _http = new();
    private readonly string _host;
    private readonly int _port;
    private SupervisedProcess? _process;

    private RealAlertmanager(string host, int port) => (_host, _port) = (host, port);

    public Uri Url => new($"http://{_host}:{_port}");

    /// <param name="configuration">The text of its configuration file.</param>
    /// <param name="host">An address of loopback.</param>
    /// <param name="port">0 for a free one.</param>
    public static async Task<RealAlertmanager> StartAsync(string configuration, string host = "127.0.0.1", int port = 0)
    {
        var server = new RealAlertmanager(host, port > 0 ? port : LoopbackPorts.Take(1)[0]);
        await File.WriteAllTextAsync(server._folder.File("alertmanager.yaml"), configuration);
        await server.OpenAsync();
        return server;
    }

    /// <summary>Starts it, again with what it stored before.</summary>
    public async Task OpenAsync()
    {
        _process = new SupervisedProcess(
            _folder.File("log"),
            await Tool.AlertmanagerAsync(),
            [$"--config.file={_folder.File("alertmanager.yaml")}", $"--storage.path={_folder.Path}", $"--web.listen-address={_host}:{_port}", "--cluster.listen-address="]);
        await LiveWait.UntilAsync("Alertmanager is ready", async () => !_process.HasExited
            ? (await _http.GetAsync(new Uri(Url, "-/ready"))).IsSuccessStatusCode
            : throw new InvalidOperationException(_process.LogTail()));
    }

    public async Task CloseAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _process = null;
    }

    /// <summary>What it knows and takes for firing.</summary>
    public async Task<IReadOnlyList<JsonNode>> AlertsAsync() =>
        [.. ((JsonArray)(await _http.GetFromJsonAsync<JsonNode>(new Uri(Url, "api/v2/alerts")))!).Select(alert => alert!)];

    public async Task PostAsync(params object[] alerts) =>
        (await _http.PostAsJsonAsync(new Uri(Url, "api/v2/alerts"), alerts)).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _folder.DisposeAsync();
        _http.Dispose();
    }
}
