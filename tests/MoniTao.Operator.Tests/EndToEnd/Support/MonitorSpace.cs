using System.Net;
using System.Text.Json;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Api;
using MoniTao.Operator.Runtime.Api;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>A namespace of one test, its monitors as a user sees them: spec in, status and events out.</summary>
internal sealed class MonitorSpace(ApiServer server, string name, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public ApiServer Server => server;

    public string Name => name;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Monitors => $"apis/monitao.io/v1alpha1/namespaces/{name}/connectivitymonitors";

    public static async Task<MonitorSpace> CreateAsync(ApiServer server, ITestOutputHelper output)
    {
        await MonitorDefinition.InstallAsync(server, Cancellation);
        return new MonitorSpace(server, await server.CreateNamespaceAsync("e2e", Cancellation), output);
    }

    public Task<OperatorUnderTest> StartOperatorAsync(AlertmanagerOptions? alertmanager = null) =>
        OperatorUnderTest.StartAsync(server.KubeconfigPath, name, alertmanager: alertmanager);

    /// <summary>Applies a monitor; the fields of its spec are given as the lines of a flow mapping.</summary>
    public Task ApplyAsync(string monitor, string spec) => ApplyAsync(Manifest(monitor, spec));

    public Task ApplyAsync(string yaml) => server.ApplyAsync(yaml, name, Cancellation);

    public static string Manifest(string monitor, string spec) =>
        $"{{apiVersion: monitao.io/v1alpha1, kind: ConnectivityMonitor, metadata: {{name: {monitor}}}, spec: {{{spec}}}}}";

    public async Task<ConnectivityMonitor> GetAsync(string monitor) => Read(await server.GetAsync($"{Monitors}/{monitor}", Cancellation));

    public async Task<IReadOnlyList<ConnectivityMonitor>> ListAsync() =>
        [.. (await server.GetAsync(Monitors, Cancellation)).GetProperty("items").EnumerateArray().Select(Read)];

    public Task DeleteAsync(string monitor) => server.SendAsync(HttpMethod.Delete, $"{Monitors}/{monitor}", null, "", Cancellation);

    /// <summary>Reasons and counts of the events about a monitor, oldest first.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string monitor)
    {
        var events = await server.GetAsync($"apis/events.k8s.io/v1/namespaces/{name}/events", Cancellation);
        return [.. events.GetProperty("items").EnumerateArray()
            .Where(e => e.GetProperty("regarding").GetProperty("name").GetString() == monitor)
            .OrderBy(e => e.GetProperty("eventTime").GetString(), StringComparer.Ordinal)
            .Select(e => e.GetProperty("reason").GetString() + (e.TryGetProperty("series", out var series) ? $" ×{series.GetProperty("count")}" : ""))];
    }

    /// <summary>Waits until the stored object is as wanted, and says how long that took.</summary>
    public async Task<ConnectivityMonitor> WaitAsync(string monitor, string what, Func<ConnectivityMonitor, bool> wanted)
    {
        ConnectivityMonitor? last = null;
        try
        {
            await WaitAsync(what, async () => wanted(last = await GetAsync(monitor)));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited in vain for {monitor}: {what}; it is {JsonSerializer.Serialize(last?.Status, ApiJson.Options)}");
        }
        return last!;
    }

    /// <summary>Waits until exactly these events about a monitor are stored, oldest first.</summary>
    public async Task WaitForEventsAsync(string monitor, params string[] wanted)
    {
        IReadOnlyList<string> last = [];
        try
        {
            await WaitAsync($"{monitor} has its events {string.Join(", ", wanted)}", async () => (last = await EventsAsync(monitor)).SequenceEqual(wanted));
        }
        catch (TimeoutException error)
        {
            throw new TimeoutException($"{error.Message}; there are {(last.Count == 0 ? "none" : string.Join(", ", last))}");
        }
    }

    /// <summary>Waits until the question is answered with yes, and says how long that took. The limit is generous: it only ends a test that has failed.</summary>
    public async Task WaitAsync(string what, Func<Task<bool>> question)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await AskAsync(question))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Limit)
                throw new TimeoutException($"Waited in vain: {what}");
            await Task.Delay(Look, Cancellation);
        }
        output.WriteLine($"{TimeProvider.System.GetElapsedTime(start).TotalSeconds,7:0.00} s until {what}");
    }

    private static async Task<bool> AskAsync(Func<Task<bool>> question)
    {
        try
        {
            return await question();
        }
        // not there yet, or the API server is just coming back
        catch (HttpRequestException error) when (error.StatusCode is null or HttpStatusCode.NotFound or >= HttpStatusCode.InternalServerError)
        {
            return false;
        }
    }

    private static ConnectivityMonitor Read(JsonElement json) => json.Deserialize<ConnectivityMonitor>(RuntimeJson.Options)!;
}
