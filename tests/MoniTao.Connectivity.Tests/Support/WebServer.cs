using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Support;

/// <summary>A small server that answers by the request's head and remembers every head it got.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly ScriptedTcpServer _server;
    private readonly ConcurrentQueue<string> _heads = new();

    public WebServer(Func<string, string> answer, SslServerAuthenticationOptions? tls = null) => _server = ScriptedTcpServer.Start(async connection =>
    {
        if (tls is not null)
            await connection.SecureAsync(tls);
        var head = await ReadHeadAsync(connection);
        _heads.Enqueue(head);
        await connection.SendAsync(answer(head));
        await connection.FinishAsync();
    });

    public int Port => _server.Port;

    public IReadOnlyList<string> Heads => [.. _heads];

    public int Accepted => _server.Accepted;

    public static string Ok(string body = "healthy") => $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    public static string Redirect(string location, int status = 302) =>
        $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    /// <summary>Server settings with a certificate of that authority.</summary>
    public static SslServerAuthenticationOptions Tls(CertificateAuthority authority, LeafRequest? request = null) =>
        new() { ServerCertificateContext = SslStreamCertificateContext.Create(authority.Issue(request ?? new LeafRequest()), [], offline: true) };

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string> ReadHeadAsync(FaultConnection connection)
    {
        var head = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await connection.Stream.ReadAsync(buffer, connection.Lifetime);
            if (read == 0)
                throw new IOException("No complete request.");
            head.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return head.ToString();
    }
}
