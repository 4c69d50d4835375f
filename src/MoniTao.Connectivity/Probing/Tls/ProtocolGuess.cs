namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>Names the protocol of a server by its first bytes.</summary>
internal static class ProtocolGuess
{
    public static string? Of(ReadOnlySpan<byte> first) => first switch
    {
        _ when first.StartsWith("HTTP/"u8) || first.StartsWith("<html"u8) || first.StartsWith("<!DOC"u8) => "HTTP",
        _ when first.StartsWith("SSH-"u8) => "SSH",
        _ when first.StartsWith("220"u8) => "SMTP or FTP",
        _ when first.StartsWith("+OK"u8) => "POP3",
        _ when first.StartsWith("* OK"u8) => "IMAP",
        _ when first.StartsWith("-ERR"u8) || first.StartsWith("-NOAUTH"u8) => "Redis",
        _ when first.StartsWith("RFB "u8) => "VNC",
        _ when first.Length > 5 && first[4] == 10 && first[3] == 0 => "MySQL",
        _ => null,
    };
}
