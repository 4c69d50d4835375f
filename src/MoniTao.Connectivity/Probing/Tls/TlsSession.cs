using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls.Revocation;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>What one handshake asks for and remembers.</summary>
internal sealed class TlsSession(Target target, TlsOptions options, TimeProvider time)
{
    private static readonly List<SslApplicationProtocol> Http11 = [SslApplicationProtocol.Http11];

    public string ServerName { get; } = options.ServerName ?? target.Host.TrimEnd('.');

    public CertificateFacts? Certificate { get; private set; }

    /// <summary>What is to be looked up in the lists of its issuers; empty when nothing is.</summary>
    public IReadOnlyList<RevocationCandidate> Candidates { get; private set; } = [];

    public bool ClientCertificateRequested { get; private set; }

    public SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = ServerName,
#pragma warning disable CA5398 // the oldest version is the user's choice; 1.2 unless said otherwise
        EnabledSslProtocols = options.MinimumVersion == SslProtocols.Tls13 ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
#pragma warning restore CA5398
        AllowTlsResume = false, // a resumed session shows no certificate
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = ChainPolicy(),
        ApplicationProtocols = target.UsesHttp ? Http11 : null,
#pragma warning disable CA5359 // recorded here, judged by the Classifier; the prober stops before sending anything over it
        RemoteCertificateValidationCallback = Record,
#pragma warning restore CA5359
        LocalCertificateSelectionCallback = Select,
    };

    private X509ChainPolicy ChainPolicy()
    {
        var policy = new X509ChainPolicy
        {
            // fetching a missing intermediate repairs the chain for us alone, and for ever: it is stored on disk
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationTime = time.GetUtcNow().UtcDateTime,
            VerificationTimeIgnored = false,
        };
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid("1.3.6.1.5.5.7.3.1")); // serverAuth (RFC 5280, 4.2.1.12)
        if (options.TrustedRoots.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(options.TrustedRoots.ToArray());
        }

        return policy;
    }

    /// <summary>Always accepts: facts are judged by the Classifier, and nothing is sent over a connection that it would reject.</summary>
    private bool Record(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 presented)
            Certificate = CertificateInspector.Inspect(presented, chain, errors, time.GetUtcNow());
        if (options is { Revocation: not RevocationMode.None, InsecureSkipVerify: false } && chain is not null && Certificate is { Problems: CertificateProblems.None })
            Candidates = RevocationCandidate.Of(chain);
        return true;
    }

    private X509Certificate2 Select(object sender, string host, X509CertificateCollection local, X509Certificate? remote, string[] issuers)
    {
        // called once before the handshake, without the server's certificate, and again when the server asks
        ClientCertificateRequested |= remote is not null;
        return remote is null ? null! : options.ClientCertificate!;
    }
}
