namespace MoniTao.Connectivity.Classification;

/// <summary>Alert descriptions (RFC 8446, 6 and RFC 5246, 7.2) → reason.</summary>
internal static class TlsAlerts
{
    public static Reason Reason(byte alert, bool clientCertificateRequested)
    {
        // A server that misses a client certificate says so in many ways: handshake_failure, bad_certificate …, unknown_ca,
        // access_denied. Only certificate_required says it plainly, and only under TLS 1.3.
        if (clientCertificateRequested && (alert is >= 40 and <= 46 or 48 or 49))
            return Reasons.TlsClientCertRequired;
        return alert switch
        {
            0 => Reasons.TlsClosed, // close_notify
            40 or 71 => Reasons.TlsHandshakeRejected, // handshake_failure, insufficient_security
            70 or 86 => Reasons.TlsVersionMismatch, // protocol_version, inappropriate_fallback
            112 => Reasons.TlsUnrecognizedName,
            116 => Reasons.TlsClientCertRequired,
            120 => Reasons.TlsAlpnMismatch,
            _ => Reasons.TlsProtocolError,
        };
    }

    public static string Name(byte alert) => alert switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        40 => "handshake_failure",
        42 => "bad_certificate",
        46 => "certificate_unknown",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        49 => "access_denied",
        50 => "decode_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        109 => "missing_extension",
        112 => "unrecognized_name",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => $"alert {alert}",
    };
}
