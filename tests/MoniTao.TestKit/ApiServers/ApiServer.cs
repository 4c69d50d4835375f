using System.Security.Cryptography;
using System.Text.Json;
using k8s;

namespace MoniTao.TestKit.ApiServers;

/// <summary>A running API server and what tests do with it, over plain HTTP. Safe for use by many tests at once.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private const string Json = "application/json";
    private readonly IApiServerHost _host;
    private readonly ApiServerHttp _http;
    private readonly ManifestApplier _applier;

    internal ApiServer(IApiServerHost host)
    {
        _host = host;
        _http = new ApiServerHttp(host.KubeconfigPath);
        _applier = new ManifestApplier(_http);
    }

    /// <summary>What runs, in one phrase for messages.</summary>
    public string Description => _host.Description;

    /// <summary>A kubeconfig of an administrator, for programs under test.</summary>
    public string KubeconfigPath => _host.KubeconfigPath;

    /// <summary>
    /// True when no controller manager runs: a deleted namespace stays <c>Terminating</c>, owners do not collect their
    /// dependents, no default service account, Endpoints or Pods appear. Tests must pass with either value.
    /// </summary>
    public bool ControllerFree => _host.ControllerFree;

    /// <summary>
    /// The audit log of everything that service accounts ask of the server, one JSON object a line; null where there is none. Tests
    /// are administrators and not in it.
    /// </summary>
    public string? AuditLogPath => _host.AuditLogPath;

    /// <summary>A client configuration of its own for each caller, who may change it.</summary>
    public KubernetesClientConfiguration CreateConfiguration() => KubernetesClientConfiguration.BuildConfigFromConfigFile(KubeconfigPath);

    /// <summary>A new client; the caller disposes it.</summary>
    public Kubernetes CreateClient() => new(CreateConfiguration());

    /// <summary>Makes a namespace with a name that no other test has. It is never deleted: see <see cref="ControllerFree"/>.</summary>
    public async Task<string> CreateNamespaceAsync(string prefix = "test", CancellationToken cancellationToken = default)
    {
        var name = $"{prefix}-{RandomNumberGenerator.GetHexString(10, lowercase: true)}";
        var body = JsonSerializer.Serialize(new { apiVersion = "v1", kind = "Namespace", metadata = new { name } });
        await SendAsync(HttpMethod.Post, "api/v1/namespaces", body, Json, cancellationToken);
        return name;
    }

    /// <summary>
    /// Applies manifests of any kind by server-side apply, conflicts forced; returns the server's answers in the order of
    /// the documents. A CustomResourceDefinition is waited for until its resource is served.
    /// </summary>
    /// <param name="yaml">One or more YAML documents.</param>
    /// <param name="namespaceName">Where namespaced objects go that do not say.</param>
    /// <exception cref="HttpRequestException">The server refused; its message is in the exception.</exception>
    public Task<IReadOnlyList<JsonElement>> ApplyAsync(string yaml, string namespaceName = "default", CancellationToken cancellationToken = default) =>
        _applier.ApplyAsync(yaml, namespaceName, cancellationToken);

    /// <summary>Any GET, such as <c>apis/monitao.io/v1alpha1/connectivitymonitors</c>.</summary>
    public Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Get, path, body: null, contentType: "", cancellationToken);

    /// <summary>Any request whose answer is JSON.</summary>
    /// <param name="path">Relative to the server, without a leading slash.</param>
    /// <exception cref="HttpRequestException">Not a success; <c>StatusCode</c> is null when the server was not there.</exception>
    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, string contentType, CancellationToken cancellationToken = default) =>
        JsonElement.Parse(await _http.SendAsync(method, path, body, contentType, cancellationToken));

    /// <summary>
    /// Requests that the server itself counted (<c>apiserver_request_total</c>) since it started, all clients and answers
    /// together: compare two readings. A restart of the server begins at zero.
    /// </summary>
    /// <param name="verb">As the server names it: GET, LIST, WATCH, POST, PUT, PATCH, DELETE; a server-side apply is APPLY.</param>
    /// <param name="resource">Plural, such as <c>connectivitymonitors</c>.</param>
    /// <param name="subresource">Such as <c>status</c>; empty for the object itself.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<long> CountRequestsAsync(string verb, string resource, string subresource = "", CancellationToken cancellationToken = default) =>
        RequestTotals.Count(await _http.GetTextAsync("metrics", cancellationToken), verb, resource, subresource);

    /// <summary>
    /// Takes the server away at once, its data kept. Other tests share the assembly's server: a test that needs an outage
    /// starts its own with <c>await using var fixture = new ApiServerFixture()</c>.
    /// </summary>
    /// <exception cref="NotSupportedException">The cluster was lent (<c>MONITAO_TEST_KUBECONFIG</c>).</exception>
    public Task StopApiServerAsync(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    /// <summary>Brings the server back at the same address; returns when it is ready.</summary>
    public Task StartApiServerAsync(CancellationToken cancellationToken = default) => _host.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }
}
