using System.Security.Authentication;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>A TLS handshake as the probe saw it.</summary>
public sealed record TlsFacts
{
    /// <summary>The name sent as SNI and looked for in the certificate.</summary>
    public required string ServerName { get; init; }

    /// <summary>From the first byte of the handshake to its end.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>True when the handshake completed; the certificate may still be unacceptable.</summary>
    public bool Completed { get; init; }

    /// <summary>The version agreed on.</summary>
    public SslProtocols? Protocol { get; init; }

    /// <summary>The cipher suite, by its IANA name.</summary>
    public string? CipherSuite { get; init; }

    /// <summary>How the handshake failed.</summary>
    public NetworkFault? Fault { get; init; }

    /// <summary>The alert that the server sent (RFC 8446, 6).</summary>
    public byte? AlertReceived { get; init; }

    /// <summary>The alert that we sent.</summary>
    public byte? AlertSent { get; init; }

    /// <summary>The server closed the connection.</summary>
    public bool PeerClosed { get; init; }

    /// <summary>The server asked for a certificate of ours.</summary>
    public bool ClientCertificateRequested { get; init; }

    /// <summary>Whether one was at hand to send.</summary>
    public bool ClientCertificateSent { get; init; }

    /// <summary>Bytes that the server sent.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Whether those began like TLS; null when there were none.</summary>
    public bool? SpeaksTls { get; init; }

    /// <summary>What the server speaks in place of TLS, when its first bytes are known: HTTP, SSH, SMTP or FTP, …; null otherwise.</summary>
    public string? OtherProtocol { get; init; }

    /// <summary>The certificate of the server.</summary>
    public CertificateFacts? Certificate { get; init; }

    /// <summary>What of its chain is to be looked up in the lists of its issuers.</summary>
    internal IReadOnlyList<Revocation.RevocationCandidate> Candidates { get; init; } = [];
}
