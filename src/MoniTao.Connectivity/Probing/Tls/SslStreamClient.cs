using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>A handshake by the framework.</summary>
internal sealed class SslStreamClient(Stream transport, Target target, TlsOptions options, string serverName) : TlsClient
{
    private static readonly List<SslApplicationProtocol> Http11 = [SslApplicationProtocol.Http11];

    private readonly SslStream _tls = new(transport, leaveInnerStreamOpen: false);
    private IReadOnlyList<byte[]> _sent = [];
    private bool _requested;

    public override Stream Stream => _tls;

    public override SslProtocols Protocol => _tls.SslProtocol;

    public override TlsCipherSuite CipherSuite => _tls.NegotiatedCipherSuite;

    public override IReadOnlyList<byte[]> Sent => _sent;

    public override bool CertificateRequested => _requested;

    public override Task ShakeHandsAsync(CancellationToken cancellation) => _tls.AuthenticateAsClientAsync(
        new SslClientAuthenticationOptions
        {
            TargetHost = serverName,
#pragma warning disable CA5398 // the oldest version is the user's choice; 1.2 unless said otherwise
            EnabledSslProtocols = options.MinimumVersion == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
            AllowTlsResume = false,
            CertificateChainPolicy = NoChain(),
            ApplicationProtocols = target.UsesHttp ? Http11 : null,
#pragma warning disable CA5359 // recorded here, judged by the stage; nothing is sent before that
            RemoteCertificateValidationCallback = Record,
#pragma warning restore CA5359
            LocalCertificateSelectionCallback = Select,
        },
        cancellation);

    /// <summary>SslStream can't do without a chain of its own: one that ends early, for no root is loaded for it. CertificateVerifier builds the true one.</summary>
    private static X509ChainPolicy NoChain() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private bool Record(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 leaf)
            _sent = [leaf.RawData, .. Others(leaf, chain)];
        return true;
    }

    /// <summary>The framework puts what the server sent, on Linux the leaf first, into the extra store of the chain.</summary>
    private static IEnumerable<byte[]> Others(X509Certificate2 leaf, X509Chain? chain) =>
        chain?.ChainPolicy.ExtraStore.Select(c => c.RawData).SkipWhile(c => c.AsSpan().SequenceEqual(leaf.RawDataMemory.Span)) ?? [];

    private X509Certificate2 Select(object sender, string host, X509CertificateCollection local, X509Certificate? remote, string[] issuers)
    {
        // called once before the handshake, without the server's certificate, and again when the server asks
        _requested |= remote is not null;
        return remote is null ? null! : options.ClientCertificate!;
    }
}
