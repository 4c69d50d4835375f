using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Network.Tests.Lab;

/// <summary>The servers at the target. Their sockets live in its namespace, their code in this process.</summary>
internal sealed class Servers : IAsyncDisposable
{
    public const int Tcp = 3001, TcpToo = 3002, SynLost = 3003, AnswerLost = 3004, OnlyFour = 3005, OnlyFourSaid = 3006, ResetByRouter = 3007;
    public const int Resets = 3010;
    public const int Tls = 3020, TlsDropped = 3021;

    /// <summary>Enough names that the certificate fills several segments: a path MTU shows only in full ones.</summary>
    private const int Names = 120;

    private readonly CertificateAuthority _root = CertificateAuthority.CreateRoot("Test network root", TimeProvider.System);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private readonly List<Task> _work = [];

    /// <summary>What a prober must trust, in PEM.</summary>
    public string TrustedPem => _root.Pem;

    public async Task StartAsync()
    {
        foreach (var port in new[] { Tcp, TcpToo, SynLost, AnswerLost, OnlyFour, OnlyFourSaid, ResetByRouter })
            await ListenAsync(port, HoldAsync);
        await ListenAsync(Resets, ResetAsync);
        var options = Options();
        foreach (var port in new[] { Tls, TlsDropped })
            await ListenAsync(port, client => ShakeHandsAsync(client, options));
        var names = await OpenAsync(() => Bound(SocketType.Dgram, new IPEndPoint(IPAddress.Parse(Addresses.NameServer), 53)));
        _work.Add(AnswerAsync(names, names));
        var ofTwo = await OpenAsync(() => Bound(SocketType.Dgram, new IPEndPoint(IPAddress.Parse(Addresses.NameServerOfTwo), 53)));
        _work.Add(AnswerAsync(ofTwo, names));
    }

    /// <summary>Takes both local ports that the confined prober has, for connections to <see cref="Tcp"/> and for any datagram.</summary>
    public async Task TakePortsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var datagrams = new IPEndPoint(IPAddress.Any, 0);
            _sockets.Add(await NamespaceThread.OpenAsync(Namespaces.Name(Node.Confined), () => Bound(SocketType.Dgram, datagrams)));
            var socket = await NamespaceThread.OpenAsync(Namespaces.Name(Node.Confined), () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            _sockets.Add(socket);
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(Addresses.Target), Tcp), _stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _sockets.ForEach(socket => socket.Dispose());
        await Task.WhenAll(_work);
        _root.Dispose();
        _stop.Dispose();
    }

    private SslServerAuthenticationOptions Options()
    {
        var leaf = _root.Issue(new LeafRequest
        {
            Addresses = [.. new[] { Addresses.Target, Addresses.BlackHole, Addresses.SmallMtu }.Select(IPAddress.Parse)],
            DnsNames = [.. Enumerable.Range(1, Names).Select(i => $"host-{i}.a-long-name-to-fill-the-segments.lab.test")],
        });
        return new SslServerAuthenticationOptions { ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [], offline: true) };
    }

    private async Task ListenAsync(int port, Func<Socket, Task> serve)
    {
        var listener = await OpenAsync(() => Bound(SocketType.Stream, new IPEndPoint(IPAddress.IPv6Any, port)));
        _work.Add(AcceptAsync(listener, serve));
    }

    private async Task<Socket> OpenAsync(Func<Socket> open)
    {
        var socket = await NamespaceThread.OpenAsync(Namespaces.Name(Node.Target), open);
        _sockets.Add(socket);
        return socket;
    }

    private static Socket Bound(SocketType type, IPEndPoint end)
    {
        var socket = new Socket(end.AddressFamily, type, type == SocketType.Stream ? ProtocolType.Tcp : ProtocolType.Udp);
        if (end.AddressFamily == AddressFamily.InterNetworkV6)
            socket.DualMode = true;
        socket.Bind(end);
        if (type == SocketType.Stream)
            socket.Listen(128);
        return socket;
    }

    private async Task AcceptAsync(Socket listener, Func<Socket, Task> serve)
    {
        var clients = new List<Task>();
        while (await AcceptOneAsync(listener) is { } client)
            clients.Add(ServeAsync(client, serve));
        await Task.WhenAll(clients);
    }

    private async Task<Socket?> AcceptOneAsync(Socket listener)
    {
        try
        {
            return await listener.AcceptAsync(_stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    private static async Task ServeAsync(Socket client, Func<Socket, Task> serve)
    {
        using (client)
        {
            try
            {
                await serve(client);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
            {
                // probers vanish, and that is as it should be
            }
        }
    }

    private async Task HoldAsync(Socket client)
    {
        var buffer = new byte[4096];
        while (await client.ReceiveAsync(buffer, _stop.Token) > 0)
        {
        }
    }

    private static Task ResetAsync(Socket client)
    {
        client.LingerState = new LingerOption(true, 0);
        return Task.CompletedTask;
    }

    private async Task ShakeHandsAsync(Socket client, SslServerAuthenticationOptions options)
    {
        await using var tls = new SslStream(new NetworkStream(client));
        await tls.AuthenticateAsServerAsync(options, _stop.Token);
        await HoldAsync(client);
    }

    private async Task AnswerAsync(Socket socket, Socket mouth)
    {
        var buffer = new byte[2048];
        IPAddress[] addresses = [IPAddress.Parse(Addresses.Target), IPAddress.Parse(Addresses.TargetSix)];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                if (DnsQuery.Parse(buffer.AsMemory(0, got.ReceivedBytes), overTcp: false) is not { } query)
                    continue;
                var records = addresses.Select(a => DnsRecord.Address(query.Name, a)).Where(r => r.Type == query.Type).ToList();
                await mouth.SendToAsync(new DnsReply { Answers = records }.ToBytes(query), got.RemoteEndPoint, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the network is being taken down
        }
    }
}
