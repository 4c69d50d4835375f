using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Connectivity.Probing.Tls.OpenSsl;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

/// <summary>Both ways of shaking hands, side by side: what one sees of a server, the other sees.</summary>
public sealed class TlsClientTests : IDisposable
{
    public enum By
    {
        OpenSsl,
        Framework,
    }

    private const string Name = "lab.test";

    private readonly CertificateAuthority _root = CertificateAuthority.CreateRoot("lab", TimeProvider.System);

    public static TheoryData<By, SslProtocols> Versions => new()
    {
        { By.OpenSsl, SslProtocols.Tls12 },
        { By.OpenSsl, SslProtocols.Tls13 },
        { By.Framework, SslProtocols.Tls12 },
        { By.Framework, SslProtocols.Tls13 },
    };

    public void Dispose() => _root.Dispose();

    [Fact]
    public void This_machine_has_the_library_that_these_tests_are_about() => Assert.True(Libssl.IsAvailable);

    [Fact]
    public async Task OpenSSL_is_used_unless_a_client_certificate_is_configured()
    {
        using var certificate = _root.Issue(new LeafRequest());
        await using var without = TlsClient.Over(new MemoryStream(), Target, new TlsOptions(), Name);
        await using var with = TlsClient.Over(new MemoryStream(), Target, new TlsOptions { ClientCertificate = certificate }, Name);

        Assert.IsType<OpenSslClient>(without);
        Assert.IsType<SslStreamClient>(with);
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Handshake_tells_version_suite_and_every_certificate(By by, SslProtocols version)
    {
        using var middle = _root.CreateIntermediate("middle");
        using var leaf = middle.Issue(new LeafRequest());
        await using var server = Serve(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [middle.Certificate], offline: true),
            EnabledSslProtocols = version,
        });

        await using var client = await ConnectAsync(by, server.Port);

        Assert.Equal(version, client.Protocol);
        Assert.NotEqual((TlsCipherSuite)0, client.CipherSuite);
        Assert.True(Enum.IsDefined(client.CipherSuite));
        Assert.Equal([leaf.RawData, middle.Certificate.RawData], client.Sent);
        Assert.False(client.CertificateRequested);
        Assert.Equal("pong", await AskAsync(client));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Handshake_is_never_resumed(By by, SslProtocols version)
    {
        await using var server = Serve(With(WebServer.Tls(_root), version));
        for (var i = 0; i < 3; i++)
        {
            await using var client = await ConnectAsync(by, server.Port);
            Assert.Equal("pong", await AskAsync(client)); // reads the ticket of TLS 1.3
            Assert.Single(client.Sent);
        }

        await using var last = await ConnectAsync(by, server.Port);
        Assert.True(last.Heard > last.Sent[0].Length, $"{last.Heard} bytes hold no certificate");
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Request_for_a_certificate_is_noticed(By by, SslProtocols version)
    {
        var options = AcceptingAnyClient(With(WebServer.Tls(_root), version));
        options.ClientCertificateRequired = true;
        await using var server = Serve(options);

        await using var client = await ConnectAsync(by, server.Port);

        Assert.Equal("pong", await AskAsync(client));
        Assert.True(client.CertificateRequested);
    }

    [Theory]
    [InlineData(By.OpenSsl)]
    [InlineData(By.Framework)]
    public async Task Server_that_asks_for_a_certificate_in_the_middle_is_answered(By by)
    {
        var options = AcceptingAnyClient(With(WebServer.Tls(_root), SslProtocols.Tls12));
        options.AllowRenegotiation = true;
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.SecureAsync(options);
            await connection.Stream.ReadExactlyAsync(new byte[4], connection.Lifetime);
#pragma warning disable CA1416 // these tests run on Linux
            await ((SslStream)connection.Stream).NegotiateClientCertificateAsync(connection.Lifetime);
#pragma warning restore CA1416
            await connection.SendAsync("pong");
            await connection.FinishAsync();
        });

        await using var client = await ConnectAsync(by, server.Port);

        Assert.Equal("pong", await AskAsync(client));
        Assert.True(client.CertificateRequested);
    }

    [Theory]
    [InlineData(By.OpenSsl)]
    [InlineData(By.Framework)]
    public async Task Oldest_version_is_the_users_choice(By by)
    {
        await using var server = Serve(With(WebServer.Tls(_root), SslProtocols.Tls12));

        var fault = await FaultAsync(by, server.Port, new TlsOptions { MinimumVersion = SslProtocols.Tls13 });

        Assert.Equal(new NetworkFault(FaultKind.Protocol, TlsAlert: 70), fault); // protocol_version
    }

    [Theory]
    [InlineData(By.OpenSsl)]
    [InlineData(By.Framework)]
    public async Task Alert_of_the_server_is_read(By by)
    {
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            _ = await connection.Stream.ReadAsync(new byte[1024], connection.Lifetime);
            await connection.SendAsync(new byte[] { 21, 3, 3, 0, 2, 2, 112 });
            await connection.FinishAsync();
        });

        Assert.Equal(new NetworkFault(FaultKind.Protocol, TlsAlert: 112), await FaultAsync(by, server.Port)); // unrecognized_name
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Large_amounts_pass_in_both_directions(By by, SslProtocols version)
    {
        var data = new byte[3_000_000];
        Random.Shared.NextBytes(data);
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.SecureAsync(With(WebServer.Tls(_root), version));
            var heard = new byte[data.Length];
            await connection.Stream.ReadExactlyAsync(heard, connection.Lifetime);
            await connection.SendAsync(heard);
            await connection.FinishAsync();
        });
        await using var client = await ConnectAsync(by, server.Port);

        await client.Stream.WriteAsync(data, TestContext.Current.CancellationToken);
        var back = new byte[data.Length];
        await client.Stream.ReadExactlyAsync(back, TestContext.Current.CancellationToken);

        Assert.Equal(data, back);
        Assert.Equal(0, await client.Stream.ReadAsync(back, TestContext.Current.CancellationToken)); // close_notify
    }

    [Theory]
    [InlineData(By.OpenSsl)]
    [InlineData(By.Framework)]
    public async Task End_without_close_notify_is_an_end(By by)
    {
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.SecureAsync(WebServer.Tls(_root));
            await connection.SendAsync("pong");
        });
        await using var client = await ConnectAsync(by, server.Port);
        var buffer = new byte[16];

        Assert.Equal(4, await client.Stream.ReadAtLeastAsync(buffer, 4, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(0, await client.Stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(By.OpenSsl)]
    [InlineData(By.Framework)]
    public async Task Damage_on_the_way_is_noticed(By by)
    {
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.SecureAsync(WebServer.Tls(_root));
            await connection.SendBelowTlsAsync(new byte[] { 23, 3, 3, 0, 32 }.Concat(new byte[32]).ToArray());
            await connection.WaitForHangUpAsync();
        });
        await using var client = await ConnectAsync(by, server.Port);

        await Assert.ThrowsAsync<IOException>(async () => await client.Stream.ReadAtLeastAsync(new byte[16], 1, false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Reading_ends_when_another_thread_disposes()
    {
        await using var server = Serve(WebServer.Tls(_root));
        var client = await ConnectAsync(By.OpenSsl, server.Port);
        var reading = client.Stream.ReadAsync(new byte[16], TestContext.Current.CancellationToken).AsTask();

        await client.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => reading);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await client.Stream.WriteAsync(new byte[1], TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => client.Client.Sent);
    }

    private static Target Target => Make.Target($"tls://{Name}:443");

    private static ScriptedTcpServer Serve(SslServerAuthenticationOptions options) => ScriptedTcpServer.Start(async connection =>
    {
        await connection.SecureAsync(options);
        await connection.Stream.ReadExactlyAsync(new byte[4], connection.Lifetime);
        await connection.SendAsync("pong");
        await connection.FinishAsync();
    });

    private static async Task<string> AskAsync(Connected connected)
    {
        await connected.Stream.WriteAsync("ping"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(connected.Stream, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Connected> ConnectAsync(By by, int port, TlsOptions? options = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var tap = new TapStream(new NetworkStream(socket, ownsSocket: true));
        TlsClient client = by == By.OpenSsl ? new OpenSslClient(tap, Target, options ?? new TlsOptions(), Name) : new SslStreamClient(tap, Target, options ?? new TlsOptions(), Name);
        var connected = new Connected(client, tap);
        try
        {
            await client.ShakeHandsAsync(TestContext.Current.CancellationToken);
            return connected;
        }
        catch
        {
            await connected.DisposeAsync();
            throw;
        }
    }

    private static async Task<NetworkFault> FaultAsync(By by, int port, TlsOptions? options = null)
    {
        using var deadline = Make.Deadline();
        var e = await Assert.ThrowsAnyAsync<Exception>(async () => await ConnectAsync(by, port, options));
        return NetworkFault.From(e, deadline);
    }

    private static SslServerAuthenticationOptions With(SslServerAuthenticationOptions options, SslProtocols version)
    {
        options.EnabledSslProtocols = version;
        return options;
    }

    private static SslServerAuthenticationOptions AcceptingAnyClient(SslServerAuthenticationOptions options)
    {
#pragma warning disable CA5359 // one without a certificate too: that it was asked for is what these tests are about
        options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return options;
    }

    private sealed record Connected(TlsClient Client, TapStream Tap) : IAsyncDisposable
    {
        public Stream Stream => Client.Stream;

        public SslProtocols Protocol => Client.Protocol;

        public TlsCipherSuite CipherSuite => Client.CipherSuite;

        public IReadOnlyList<byte[]> Sent => Client.Sent;

        public bool CertificateRequested => Client.CertificateRequested;

        public long Heard => Tap.Received.Total;

        public ValueTask DisposeAsync() => Client.DisposeAsync();
    }
}
