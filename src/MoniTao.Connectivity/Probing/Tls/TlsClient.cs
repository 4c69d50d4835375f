using System.Net.Security;
using System.Security.Authentication;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls.OpenSsl;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>One full handshake, never resumed: a resumed session shows no certificate. It accepts any certificate; the stage judges.</summary>
internal abstract class TlsClient : IAsyncDisposable
{
    /// <summary>
    /// By libssl where there is one, which saves half of the work; by the framework elsewhere, and where a key of the user's is
    /// to be presented.
    /// </summary>
    public static TlsClient Over(Stream transport, Target target, TlsOptions options, string serverName) =>
        Libssl.IsAvailable && options.ClientCertificate is null
            ? new OpenSslClient(transport, target, options, serverName)
            : new SslStreamClient(transport, target, options, serverName);

    /// <summary>What is said over the connection; of use after the handshake, and disposed with the client.</summary>
    public abstract Stream Stream { get; }

    /// <summary>The version agreed on.</summary>
    public abstract SslProtocols Protocol { get; }

    /// <summary>The cipher suite agreed on.</summary>
    public abstract TlsCipherSuite CipherSuite { get; }

    /// <summary>The certificates that the server sent, in DER, the leaf first; also of a handshake that failed after them.</summary>
    public abstract IReadOnlyList<byte[]> Sent { get; }

    /// <summary>The server asked for a certificate.</summary>
    public abstract bool CertificateRequested { get; }

    /// <summary>Shakes hands. Throws whatever a hostile server makes it throw.</summary>
    public abstract Task ShakeHandsAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}
