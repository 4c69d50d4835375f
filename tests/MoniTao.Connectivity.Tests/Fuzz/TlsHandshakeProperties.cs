using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>What real servers once said in a handshake, damaged and said again to another client.</summary>
public sealed class TlsHandshakeProperties : IAsyncLifetime
{
    private readonly List<byte[]> _flights = [[.. "220 mail.lab.test ESMTP\r\n"u8], [.. "HTTP/1.1 400 Bad Request\r\n\r\n"u8], [21, 3, 3, 0, 2, 2, 40]];

    public async ValueTask InitializeAsync()
    {
        using var root = CertificateAuthority.CreateRoot("lab", TimeProvider.System);
        foreach (var protocol in new[] { SslProtocols.Tls12, SslProtocols.Tls13 })
        {
            foreach (var clientCertificate in new[] { false, true })
                _flights.Add(await RecordAsync(WebServer.Tls(root), protocol, clientCertificate));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public Task Every_handshake_has_a_reason() => Property.HoldsAsync(
        Gen.Select(Mutations.Of([.. _flights]), Gen.Enum<Ending>(), Gen.Int[1, 400]), async input =>
        {
            var (bytes, ending, piece) = input;
            using var deadline = Make.Deadline();
            var stream = new ScriptedStream(bytes, ending, piece);
            var (facts, secured) = await new TlsStage(new CertificateVerifier(TimeProvider.System), TimeProvider.System).RunAsync(stream, Make.Target("tls://lab.test:443"), new TlsOptions(), deadline);

            Assert.Null(secured); // a handshake that is said again never comes to its end
            Assert.Equal(stream.Given, facts.BytesReceived);
            var seen = Make.Seen("tls://lab.test:443");
            var probe = Classifier.Classify(seen with { Dns = Resolved, Tcp = Connected, Tls = facts });
            Assert.Equal(ProbeResult.Failure, probe.Result);
            Safe.Outcome(probe);
        }, tries: 400);

    private static DnsFacts Resolved => new() { Name = "lab.test", Source = DnsSource.Server, Addresses = [IPAddress.Loopback] };

    private static TcpFacts Connected => new([new ConnectFacts { Remote = new IPEndPoint(IPAddress.Loopback, 443), Connected = true }], TimeSpan.Zero);

    private static async Task<byte[]> RecordAsync(SslServerAuthenticationOptions options, SslProtocols protocol, bool clientCertificate)
    {
        options.ClientCertificateRequired = clientCertificate;
        options.EnabledSslProtocols = protocol;
        await using var server = ScriptedTcpServer.Start(connection => connection.SecureAsync(options));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port);
        await using var network = new NetworkStream(socket);
        using var heard = new MemoryStream();
        using var deadline = Make.Deadline();
        var (_, secured) = await new TlsStage(new CertificateVerifier(TimeProvider.System), TimeProvider.System).RunAsync(new Recorder(network, heard), Make.Target("tls://lab.test:443"), new TlsOptions(), deadline);
        await (secured?.DisposeAsync() ?? ValueTask.CompletedTask); // null where the server wanted a certificate: what it said until then is what matters
        return heard.ToArray();
    }

    private sealed class Recorder(Stream inner, MemoryStream heard) : PassThroughStream(inner)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await Inner.ReadAsync(buffer, cancellationToken);
            await heard.WriteAsync(buffer[..read], cancellationToken);
            return read;
        }
    }
}
