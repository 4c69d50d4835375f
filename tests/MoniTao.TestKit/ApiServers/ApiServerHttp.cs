using System.Net.Http.Headers;
using System.Text;
using k8s;

namespace MoniTao.TestKit.ApiServers;

/// <summary>Plain HTTP to an API server with the credentials of a kubeconfig: no type of the client library shapes what is sent.</summary>
internal sealed class ApiServerHttp(string kubeconfigPath) : IDisposable
{
    private readonly Kubernetes _client = new(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfigPath));

    public void Dispose() => _client.Dispose();

    public Task<string> GetTextAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, body: null, contentType: "", cancellationToken);

    /// <param name="path">Relative to the server, without a leading slash, with its query.</param>
    /// <exception cref="HttpRequestException">The server said no (<c>StatusCode</c> set, its own words in the message) or was not there.</exception>
    public async Task<string> SendAsync(HttpMethod method, string path, string? body, string contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_client.BaseUri, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(contentType));
        if (_client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        using var response = await _client.HttpClient.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? text
            : throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {text.Trim()}", inner: null, response.StatusCode);
    }
}
