namespace MoniTao.FaultLab.Tls;

/// <summary>The alerts the lab sends by hand (RFC 8446 section 6).</summary>
internal enum TlsAlert
{
    None = 0,
    HandshakeFailure = 40,
    ProtocolVersion = 70,
    UnrecognizedName = 112,
    CertificateRequired = 116,
    NoApplicationProtocol = 120,
}
