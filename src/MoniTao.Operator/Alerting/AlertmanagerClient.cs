using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MoniTao.Operator.Alerting;

/// <summary>Talks to one address of one Alertmanager. Host header and TLS name stay those of the URL, as if DNS had chosen this address.</summary>
internal sealed class AlertmanagerClient : IDisposable
{
    private readonly AlertmanagerOptions _options;
    private readonly Uri _alerts;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    /// <exception cref="IOException">The file of authorities can't be read.</exception>
    public AlertmanagerClient(AlertmanagerOptions options, Uri url, IPAddress address, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _alerts = new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/api/v2/alerts");
        var handler = new SocketsHttpHandler
        {
            // a proxy of the environment or a redirect would carry credentials elsewhere
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellation) => await ConnectAsync(address, context.DnsEndPoint.Port, cancellation),
        };
        if (options.AuthorityFile is { } file)
            handler.SslOptions.CertificateChainPolicy = Policy(file);
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends one batch.</summary>
    /// <returns>What the server answered.</returns>
    /// <exception cref="HttpRequestException">It did not answer.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time, or was called off.</exception>
    /// <exception cref="IOException">A file with a secret can't be read.</exception>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(byte[] alerts, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, _alerts) { Content = new ByteArrayContent(alerts) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = await AuthorizationAsync(either.Token);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        return (response.StatusCode, response.IsSuccessStatusCode ? "" : await HeadAsync(response, either.Token));
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static X509ChainPolicy Policy(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(File.ReadAllText(file));
        return policy;
    }

    private async Task<AuthenticationHeaderValue?> AuthorizationAsync(CancellationToken cancellation)
    {
        if (_options.TokenFile is { } token)
            return new AuthenticationHeaderValue("Bearer", await SecretAsync(token, cancellation));
        if (_options is not { Username: { } user, PasswordFile: { } password })
            return null;
        var pair = $"{user}:{await SecretAsync(password, cancellation)}";
        return new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
    }

    private static async Task<string> SecretAsync(string file, CancellationToken cancellation) =>
        (await File.ReadAllTextAsync(file, cancellation)).Trim();

    /// <summary>The beginning of an error, for the log; a proxy's page may be long.</summary>
    private static async Task<string> HeadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var buffer = new byte[300];
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        return Encoding.UTF8.GetString(buffer, 0, await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation)).Trim();
    }
}
