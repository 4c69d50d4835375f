using System.Net.Http;
using System.Net.Http.Headers;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>
/// Hands a finished connection to the framework's HTTP/1.1 parser and gets the answer back. No pool (a pooled connection says
/// OK after the listener died), no proxy (an environment variable would hijack probes), no cookies, no redirects, no retries.
/// </summary>
public sealed class HttpExchange : IDisposable
{
    private const int MaximumHeaderKilobytes = 64;
    private static readonly HttpRequestOptionsKey<Stream> StreamKey = new("monitao.stream");

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.Zero,
        PooledConnectionIdleTimeout = TimeSpan.Zero,
        MaxResponseHeadersLength = MaximumHeaderKilobytes,
        ResponseDrainTimeout = TimeSpan.Zero,
        MaxResponseDrainSize = 0,
        ActivityHeadersPropagator = null,
        ConnectCallback = static (context, _) =>
            context.InitialRequestMessage.Options.TryGetValue(StreamKey, out var stream)
                ? ValueTask.FromResult(stream)
                : throw new InvalidOperationException("A probe's request carries its own connection."),
    });

    private long _lastAuthority;

    /// <summary>Sends the request over the stream and returns with the headers of the answer.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Stream stream, CancellationToken cancellation)
    {
        request.Options.Set(StreamKey, stream);
        return _invoker.SendAsync(request, cancellation);
    }

    /// <summary>
    /// A URI whose authority no other probe ever has: the handler's pools are kept per authority, so a connection can't reach
    /// another probe's request even when a request is cancelled while it connects. What is sent is the Host header.
    /// </summary>
    public Uri UniqueUri(string pathAndQuery) => new($"http://p{Interlocked.Increment(ref _lastAuthority):x}.invalid{pathAndQuery}");

    /// <inheritdoc/>
    public void Dispose() => _invoker.Dispose();
}
