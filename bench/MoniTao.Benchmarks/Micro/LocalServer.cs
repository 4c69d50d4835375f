using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Benchmarks.Processes;
using MoniTao.Connectivity.Model;
using MoniTao.FaultLab.Certificates;

namespace MoniTao.Benchmarks.Micro;

/// <summary>An HTTPS server in a process of its own, so that what it allocates is not counted: RSA-2048 leaf, intermediate, root.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(50);

    private readonly WorkFolder _folder = new();
    private readonly CertificateAuthority _root = CertificateAuthority.CreateRoot("Bench root", TimeProvider.System);
    private ChildProcess? _process;

    private LocalServer()
    {
    }

    public int Port { get; private init; }

    public X509Certificate2 Root => _root.Certificate;

    public static async Task<LocalServer> StartAsync()
    {
        var server = new LocalServer { Port = FreePort() };
        using var intermediate = server._root.CreateIntermediate("Bench intermediate");
        using var leaf = intermediate.Issue(new LeafRequest { Key = KeyKind.Rsa2048 });
        using var key = leaf.GetRSAPrivateKey()!;
        var (chain, secret) = (server._folder.File("chain.pem"), server._folder.File("key.pem"));
        await File.WriteAllTextAsync(chain, $"{leaf.ExportCertificatePem()}\n{intermediate.Pem}\n");
        await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem());
        server._process = ChildProcess.Start("openssl", ["s_server", "-quiet", "-www", "-accept", $"127.0.0.1:{server.Port}", "-cert", chain, "-cert_chain", chain, "-key", secret]);
        await server.WaitAsync();
        return server;
    }

    /// <summary>A probe of it, everything at its default; its root is trusted alone, or not at all.</summary>
    public ProbeSpec Spec(string scheme, bool trusted = true) => new()
    {
        Target = TargetParser.TryParse($"{scheme}://127.0.0.1:{Port}", out var target, out var error) ? target : throw new BenchException(error),
        Tls = new TlsOptions { TrustedRoots = trusted ? [Root] : [] },
    };

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _root.Dispose();
        _folder.Dispose();
    }

    private async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, limit.Token);
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
