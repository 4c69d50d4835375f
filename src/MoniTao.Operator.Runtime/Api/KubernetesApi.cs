using System.Net.Http.Headers;
using System.Text.Json;
using k8s;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>
/// Requests to the API server over the client's own connection and credentials, with a deadline on the given clock.
/// The generated client is left aside where it hides what the runtime must see: status codes, Retry-After, raw lines.
/// </summary>
public sealed class KubernetesApi(Kubernetes client, TimeProvider clock)
{
    private const long MaximumAnswerBytes = 256 * 1024 * 1024;

    private readonly string _baseUri = client.BaseUri.AbsoluteUri.TrimEnd('/');

    /// <summary>Sends a request and reads the whole answer. An error status is an answer, not an exception.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="pathAndQuery">Absolute path on the API server, escaped.</param>
    /// <param name="body">Null for none.</param>
    /// <param name="deadline">For the whole exchange, body included.</param>
    /// <param name="cancellation">The caller's own wish to stop; surfaces as <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ApiException">No answer: connection, credentials or deadline.</exception>
    public async Task<ApiResponse> SendAsync(
        HttpMethod method, string pathAndQuery, ApiBody? body, TimeSpan deadline, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await ExchangeAsync(method, pathAndQuery, body, either.Token);
            await response.Content.LoadIntoBufferAsync(MaximumAnswerBytes, either.Token);
            return new ApiResponse(response.StatusCode, await response.Content.ReadAsByteArrayAsync(either.Token), RetryAfter(response));
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            throw NoAnswer(method, pathAndQuery, limit.IsCancellationRequested ? $"no answer within {deadline.TotalSeconds:0.#} s" : null, error);
        }
    }

    /// <summary>Sends a GET and hands the body over as it arrives. What <paramref name="read"/> throws by itself is left as it is.</summary>
    /// <param name="pathAndQuery">Absolute path on the API server, escaped.</param>
    /// <param name="read">Reads the body, which is JSON.</param>
    /// <param name="deadline">For the whole exchange, reading included.</param>
    /// <param name="cancellation">The caller's own wish to stop; surfaces as <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ApiException">No answer, an error status, not JSON, or an answer that broke off.</exception>
    public async Task<T> ReadAsync<T>(
        string pathAndQuery, Func<Stream, CancellationToken, Task<T>> read, TimeSpan deadline, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var response = await OpenAsync(pathAndQuery, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return await read(body, either.Token);
        }
        catch (JsonException error)
        {
            throw new ApiException($"The API server's answer is not JSON: {error.Message}", inner: error);
        }
        catch (Exception error) when (error is not ApiException && limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw NoAnswer(HttpMethod.Get, pathAndQuery, $"no answer within {deadline.TotalSeconds:0.#} s", error);
        }
        catch (IOException error) when (!cancellation.IsCancellationRequested)
        {
            throw NoAnswer(HttpMethod.Get, pathAndQuery, null, error);
        }
    }

    /// <summary>Opens a GET whose body is read as it arrives. The caller disposes the response.</summary>
    /// <exception cref="ApiException">No answer, or an error status.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string pathAndQuery, CancellationToken cancellation)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await ExchangeAsync(HttpMethod.Get, pathAndQuery, null, cancellation);
            if (response.IsSuccessStatusCode)
                return response;
            await response.Content.LoadIntoBufferAsync(MaximumAnswerBytes, cancellation);
            var refusal = new ApiResponse(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation), RetryAfter(response));
            throw refusal.ToException();
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested)
        {
            response?.Dispose();
            throw error as ApiException ?? NoAnswer(HttpMethod.Get, pathAndQuery, null, error);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync(
        HttpMethod method, string pathAndQuery, ApiBody? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, _baseUri + pathAndQuery)
        {
            Version = System.Net.HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
            request.Content = new ReadOnlyMemoryContent(body.Utf8) { Headers = { ContentType = new MediaTypeHeaderValue(body.MediaType) } };
        if (client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellation);
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };

    // Credentials too are read on the way (token file, exec plug-in), so any exception here means "no answer", not a defect of the caller.
    private static ApiException NoAnswer(HttpMethod method, string pathAndQuery, string? why, Exception error) =>
        new($"{method} {pathAndQuery}: {why ?? error.GetBaseException().Message}", inner: error);
}
