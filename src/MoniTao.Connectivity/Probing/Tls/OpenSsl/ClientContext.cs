using System.Runtime.InteropServices;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>
/// The one SSL_CTX of this process. Making one costs as much as the rest of a handshake, and the framework makes a new one for
/// each as soon as sessions must not be resumed. This one is shared and keeps no sessions: every handshake is a full one.
/// </summary>
internal static unsafe class ClientContext
{
    /// <summary>Where a connection notes that the server asked for a certificate of ours.</summary>
    private const int RequestedAt = 0;

    private static readonly Lazy<nint> Shared = new(Create);

    /// <summary>A new SSL* with its two buffers, to be freed by the caller; ciphers and curves are what openssl.cnf(5) of the machine says.</summary>
    /// <exception cref="InsufficientMemoryException">OpenSSL got no memory.</exception>
    public static nint NewConnection(out nint incoming, out nint outgoing)
    {
        var ssl = Libssl.New(Shared.Value);
        (incoming, outgoing) = (Libssl.NewBuffer(Libssl.MemoryMethod()), Libssl.NewBuffer(Libssl.MemoryMethod()));
        if (ssl != 0 && incoming != 0 && outgoing != 0)
        {
            Libssl.SetBuffers(ssl, incoming, outgoing); // freed with it from here on
            return ssl;
        }

        _ = Libssl.FreeBuffer(incoming);
        _ = Libssl.FreeBuffer(outgoing);
        Libssl.Free(ssl);
        throw new InsufficientMemoryException("OpenSSL has no memory for another connection.");
    }

    /// <summary>True once the server asked for a certificate (RFC 8446, 4.3.2).</summary>
    public static bool CertificateRequested(nint ssl) => Libssl.GetData(ssl, RequestedAt) != 0;

    private static nint Create()
    {
        var context = Libssl.NewContext(FewDecoders.Library, 0, Libssl.ClientMethod());
        if (context == 0)
            throw new InsufficientMemoryException("OpenSSL has no memory for a context.");
        Libssl.ControlContext(context, Libssl.ControlSetSessionCacheMode, 0, 0); // SSL_SESS_CACHE_OFF
        Libssl.SetContextOptions(context, Libssl.OptionNoTicket); // TLS 1.2 servers need not make one
        Libssl.SetVerifyCallback(context, &Accept, 0);
        Libssl.SetClientCertificateCallback(context, &NoteRequest);
        return context;
    }

    /// <summary>The certificate is verified by the CertificateVerifier, which names every problem and not the first alone; nothing is sent before that.</summary>
    [UnmanagedCallersOnly]
    private static int Accept(nint store, nint argument) => 1;

    /// <summary>None is sent: monitors with a client certificate go through SslStream.</summary>
    [UnmanagedCallersOnly]
    private static int NoteRequest(nint ssl, nint* certificate, nint* key)
    {
        _ = Libssl.SetData(ssl, RequestedAt, 1);
        return 0;
    }
}
