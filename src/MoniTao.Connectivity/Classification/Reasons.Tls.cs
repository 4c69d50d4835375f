using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Classification;

public static partial class Reasons
{
    /// <summary>The connection is made, and the TLS handshake stalls.</summary>
    public static readonly Reason TlsTimedOut = new(
        nameof(TlsTimedOut), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError | FailureConditions.TimedOut,
        "the connection is made, and the TLS handshake stalls",
        "Look at the server: it accepts and does not answer. If large packets are lost on the way, suspect the path MTU",
        "tls.failed", "TIMED_OUT", 28);

    /// <summary>The connection is reset during the TLS handshake.</summary>
    public static readonly Reason TlsReset = new(
        nameof(TlsReset), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError | FailureConditions.Reset,
        "the connection is reset during the TLS handshake",
        "Suspect a filter on the server name {host}, or a crash of the server",
        "tcp.reset", "CONNECTION_RESET", 35);

    /// <summary>The server closes the connection during the TLS handshake.</summary>
    public static readonly Reason TlsClosed = new(
        nameof(TlsClosed), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server closes the connection during the TLS handshake",
        "Look at the server's log: it hangs up on the ClientHello",
        "tcp.closed", "CONNECTION_CLOSED", 35);

    /// <summary>The server does not speak TLS on this port.</summary>
    public static readonly Reason TlsNotSpoken = new(
        nameof(TlsNotSpoken), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server does not speak TLS on this port",
        "Check the scheme and the port of the target",
        "tls.protocol.error", "SSL_PROTOCOL_ERROR", 35);

    /// <summary>The server breaks the TLS protocol.</summary>
    public static readonly Reason TlsProtocolError = new(
        nameof(TlsProtocolError), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server breaks the TLS protocol",
        "Compare with: openssl s_client -connect {address}:{port} -servername {host}",
        "tls.protocol.error", "SSL_PROTOCOL_ERROR", 35);

    /// <summary>The server and the prober have no TLS version in common.</summary>
    public static readonly Reason TlsVersionMismatch = new(
        nameof(TlsVersionMismatch), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server and the prober have no TLS version in common",
        "Enable TLS 1.2 or 1.3 on the server, or lower tls.minimumVersion",
        "tls.version_or_cipher_mismatch", "SSL_VERSION_OR_CIPHER_MISMATCH", 35);

    /// <summary>The server rejects the handshake: no cipher or version in common, or no certificate for the name.</summary>
    public static readonly Reason TlsHandshakeRejected = new(
        nameof(TlsHandshakeRejected), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server rejects the handshake: no cipher or version in common, or no certificate for the name",
        "Check the server's ciphers and versions: openssl s_client -connect {address}:{port} -servername {host}",
        "tls.version_or_cipher_mismatch", "SSL_VERSION_OR_CIPHER_MISMATCH", 35);

    /// <summary>The server has no virtual host for this server name.</summary>
    public static readonly Reason TlsUnrecognizedName = new(
        nameof(TlsUnrecognizedName), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server has no virtual host for this server name",
        "Add the virtual host for {host}, or set tls.serverName",
        "tls.failed", "SSL_UNRECOGNIZED_NAME_ALERT", 35);

    /// <summary>The server offers none of the application protocols asked for.</summary>
    public static readonly Reason TlsAlpnMismatch = new(
        nameof(TlsAlpnMismatch), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server offers none of the application protocols asked for",
        "Enable HTTP/1.1 in the ALPN list of the server",
        "tls.failed", "ALPN_NEGOTIATION_FAILED", 35);

    /// <summary>The server demands a client certificate.</summary>
    public static readonly Reason TlsClientCertRequired = new(
        nameof(TlsClientCertRequired), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server demands a client certificate",
        "Give one in tls.clientCertificateSecretRef; if you did, the server does not accept it",
        "tls.bad_client_auth_cert", "SSL_CLIENT_AUTH_CERT_NEEDED", 56);

    /// <summary>The certificate has expired.</summary>
    public static readonly Reason TlsCertExpired = new(
        nameof(TlsCertExpired), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate has expired",
        "Renew the certificate and reload the server; if many expire at once, check the clock here",
        "tls.cert.date_invalid", "CERT_DATE_INVALID", 60);

    /// <summary>The certificate is not valid yet.</summary>
    public static readonly Reason TlsCertNotYetValid = new(
        nameof(TlsCertNotYetValid), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate is not valid yet",
        "Check the clock of the issuer, and the clock here if there are many",
        "tls.cert.date_invalid", "CERT_DATE_INVALID", 60);

    /// <summary>The certificate is for another name.</summary>
    public static readonly Reason TlsCertNameMismatch = new(
        nameof(TlsCertNameMismatch), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate is for another name",
        "Issue one with {host} among its names; a default virtual host is often the cause",
        "tls.cert.name_invalid", "CERT_COMMON_NAME_INVALID", 60);

    /// <summary>The certificate is signed by itself.</summary>
    public static readonly Reason TlsCertSelfSigned = new(
        nameof(TlsCertSelfSigned), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate is signed by itself",
        "Install a certificate of a CA, or trust this one in tls.caConfigMapRef",
        "tls.cert.authority_invalid", "CERT_AUTHORITY_INVALID", 60);

    /// <summary>The certificate leads to a root that is not trusted here.</summary>
    public static readonly Reason TlsCertUntrustedRoot = new(
        nameof(TlsCertUntrustedRoot), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate leads to a root that is not trusted here",
        "Trust the root in tls.caConfigMapRef, or use a certificate of a public CA",
        "tls.cert.authority_invalid", "CERT_AUTHORITY_INVALID", 60);

    /// <summary>The server does not send the intermediate certificate.</summary>
    public static readonly Reason TlsCertIncompleteChain = new(
        nameof(TlsCertIncompleteChain), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the server does not send the intermediate certificate",
        "Configure the full chain on the server; if a private root signs directly, trust it in tls.caConfigMapRef",
        "tls.cert.authority_invalid", "CERT_AUTHORITY_INVALID", 60);

    /// <summary>The certificate is revoked.</summary>
    public static readonly Reason TlsCertRevoked = new(
        nameof(TlsCertRevoked), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate is revoked",
        "Replace the certificate and find out why it was revoked",
        "tls.cert.revoked", "CERT_REVOKED", 60);

    /// <summary>The certificate or its chain is not valid.</summary>
    public static readonly Reason TlsCertInvalid = new(
        nameof(TlsCertInvalid), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the certificate or its chain is not valid",
        "Reissue the certificate: openssl s_client -connect {address}:{port} -servername {host} -showcerts",
        "tls.cert.invalid", "CERT_INVALID", 60);

    /// <summary>The key or the signature of the certificate is too weak.</summary>
    public static readonly Reason TlsCertWeak = new(
        nameof(TlsCertWeak), Layer.Tls, FaultDomain.Target, FailureConditions.TlsError,
        "the key or the signature of the certificate is too weak",
        "Reissue with RSA 2048 or ECDSA P-256 and SHA-256",
        "tls.cert.invalid", "CERT_WEAK_KEY", 60);
}
