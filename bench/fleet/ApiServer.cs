using System.Net.Http.Headers;
using System.Text.Json;

namespace MoniTao.Fleet;

/// <summary>The API server, as one who fills it and looks at its counters sees it.</summary>
internal sealed class ApiServer : IDisposable
{
    private const int Parallel = 24;

    private static readonly string Monitors = $"apis/monitao.io/v1alpha1/namespaces/{Mix.Namespace}/connectivitymonitors";

    private readonly HttpClient _client;

    public ApiServer(Uri address, string token)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null } };
        _client = new HttpClient(handler) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task CreateNamespaceAsync(string authority, CancellationToken cancellation)
    {
        await SendAsync(HttpMethod.Post, "api/v1/namespaces", JsonSerializer.SerializeToUtf8Bytes(new { metadata = new { name = Mix.Namespace } }), cancellation);
        var map = new { metadata = new { name = Mix.AuthorityMap }, data = new Dictionary<string, string> { ["ca.crt"] = authority } };
        await SendAsync(HttpMethod.Post, $"api/v1/namespaces/{Mix.Namespace}/configmaps", JsonSerializer.SerializeToUtf8Bytes(map), cancellation);
    }

    public Task CreateAsync(IEnumerable<byte[]> manifests, CancellationToken cancellation) =>
        EachAsync(manifests, (manifest, token) => SendAsync(HttpMethod.Post, Monitors, manifest, token), cancellation);

    public Task DeleteAsync(IEnumerable<string> names, CancellationToken cancellation) =>
        EachAsync(names, (name, token) => SendAsync(HttpMethod.Delete, $"{Monitors}/{name}", null, token), cancellation);

    /// <summary>Changes the spec of one monitor.</summary>
    /// <returns>Its new generation.</returns>
    public async Task<long> PatchAsync(string name, byte[] manifest, CancellationToken cancellation)
    {
        using var answer = JsonDocument.Parse(await SendAsync(HttpMethod.Patch, $"{Monitors}/{name}", manifest, cancellation));
        return answer.RootElement.GetProperty("metadata").GetProperty("generation").GetInt64();
    }

    /// <summary>The generation that the status of a monitor is about.</summary>
    public async Task<long> ObservedAsync(string name, CancellationToken cancellation)
    {
        using var answer = JsonDocument.Parse(await SendAsync(HttpMethod.Get, $"{Monitors}/{name}", null, cancellation));
        return answer.RootElement.GetProperty("status").GetProperty("observedGeneration").GetInt64();
    }

    public async Task<MetricsText> CountersAsync(CancellationToken cancellation) =>
        MetricsText.Parse(await SendAsync(HttpMethod.Get, "metrics", null, cancellation));

    public void Dispose() => _client.Dispose();

    private static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> action, CancellationToken cancellation) => System.Threading.Tasks.Parallel
        .ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation }, async (item, token) => await action(item, token));

    private async Task<byte[]> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new(method == HttpMethod.Patch ? "application/merge-patch+json" : "application/json") } };
        using var response = await _client.SendAsync(request, cancellation);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellation);
        return response.IsSuccessStatusCode ? answer : throw new HttpRequestException($"{method} {path}: {response.StatusCode} {System.Text.Encoding.UTF8.GetString(answer)}");
    }
}
