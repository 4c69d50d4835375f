using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>A handshake by libssl with a context that all share (ADR 15).</summary>
internal sealed class OpenSslClient : TlsClient
{
    // RFC 8446, 4.2.1
    private const int Tls12 = 0x0303;
    private const int Tls13 = 0x0304;

    private static readonly IdnMapping Idn = new();

    private readonly SslHandle _ssl;
    private readonly OpenSslStream _stream;

    public OpenSslClient(Stream transport, Target target, TlsOptions options, string serverName)
    {
        // an address is no server name (RFC 6066, 3)
        var name = IPAddress.TryParse(serverName, out _) ? null : Idn.GetAscii(serverName);
#pragma warning disable CA5397, CA5398 // the oldest version is the user's choice
        var oldest = options.MinimumVersion == SslProtocols.Tls13 ? Tls13 : Tls12;
#pragma warning restore CA5397, CA5398
        _ssl = new SslHandle(name, oldest, target.UsesHttp ? "\x08http/1.1"u8 : default);
        _stream = new OpenSslStream(transport, _ssl);
    }

    public override Stream Stream => _stream;

#pragma warning disable CA5397, CA5398 // what was agreed on is a fact, not a choice
    public override SslProtocols Protocol => _ssl.Version == Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12;
#pragma warning restore CA5397, CA5398

    public override TlsCipherSuite CipherSuite => (TlsCipherSuite)_ssl.CipherSuite;

    public override IReadOnlyList<byte[]> Sent => _ssl.PeerCertificates();

    public override bool CertificateRequested => _ssl.CertificateRequested;

    public override Task ShakeHandsAsync(CancellationToken cancellation) => _stream.ShakeHandsAsync(cancellation);
}
