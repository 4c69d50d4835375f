using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>What one handshake asks for and remembers.</summary>
internal sealed class TlsSession(Target target, TlsOptions options)
{
    private static readonly List<SslApplicationProtocol> Http11 = [SslApplicationProtocol.Http11];

    public string ServerName { get; } = options.ServerName ?? target.Host.TrimEnd('.');

    /// <summary>The certificates in DER in the order in which the server sent them, the leaf first; empty before it did.</summary>
    public IReadOnlyList<byte[]> Sent { get; private set; } = [];

    public bool ClientCertificateRequested { get; private set; }

    public SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = ServerName,
#pragma warning disable CA5398 // the oldest version is the user's choice; 1.2 unless said otherwise
        EnabledSslProtocols = options.MinimumVersion == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
        AllowTlsResume = false, // a resumed session shows no certificate
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = Unverified(),
        ApplicationProtocols = target.UsesHttp ? Http11 : null,
#pragma warning disable CA5359 // recorded here, judged by the Classifier; the prober stops before sending anything over it
        RemoteCertificateValidationCallback = Record,
#pragma warning restore CA5359
        LocalCertificateSelectionCallback = Select,
    };

    /// <summary>SslStream can't do without a chain of its own: one that ends early, for no root is loaded for it. CertificateVerifier builds the true one.</summary>
    private static X509ChainPolicy Unverified() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
    };

    /// <summary>
    /// Takes out what the server sent and always accepts: facts are judged by the Classifier, and nothing is sent over a
    /// connection that it would reject.
    /// </summary>
    private bool Record(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 leaf)
            Sent = [leaf.RawData, .. Others(leaf, chain)];
        return true;
    }

    /// <summary>SslStream puts what the server sent, on Linux the leaf first, into the extra store of the chain.</summary>
    private static IEnumerable<byte[]> Others(X509Certificate2 leaf, X509Chain? chain) =>
        chain?.ChainPolicy.ExtraStore.Select(c => c.RawData).SkipWhile(c => c.AsSpan().SequenceEqual(leaf.RawDataMemory.Span)) ?? [];

    private X509Certificate2 Select(object sender, string host, X509CertificateCollection local, X509Certificate? remote, string[] issuers)
    {
        // called once before the handshake, without the server's certificate, and again when the server asks
        ClientCertificateRequested |= remote is not null;
        return remote is null ? null! : options.ClientCertificate!;
    }
}
