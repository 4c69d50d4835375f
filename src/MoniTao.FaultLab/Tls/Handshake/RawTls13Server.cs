using System.Security.Cryptography.X509Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>
/// A TLS 1.3 server written by hand, for what SslStream refuses or hides as a server: weak keys and signatures, a root in the
/// chain, and the alert with which other servers answer a client that has no certificate. It can not read what it is sent.
/// </summary>
internal static class RawTls13Server
{
    /// <summary>A handshake with exactly this chain, leaf first and with its key; what the client says next gets a good-bye.</summary>
    public static ConnectionScript Handshake(params X509Certificate2[] chain) => async connection =>
    {
        using var application = await ShakeHandsAsync(connection, chain, asksForCertificate: false);
        await WaitForEncryptedAsync(connection);
        await TlsRecords.ReadAsync(connection);
        await connection.SendAsync(application.Seal(TlsRecords.AlertType, TlsRecords.CloseNotify));
        await connection.FinishAsync();
    };

    /// <summary>
    /// Asks for a client certificate and, whatever comes, answers that one is required. To the client the handshake has already
    /// succeeded then: it meets the alert at its first read.
    /// </summary>
    public static ConnectionScript RequireClientCertificate(params X509Certificate2[] chain) => async connection =>
    {
        using var application = await ShakeHandsAsync(connection, chain, asksForCertificate: true);
        await WaitForEncryptedAsync(connection);
        await connection.SendAsync(application.Seal(TlsRecords.AlertType, TlsRecords.Fatal(TlsAlert.CertificateRequired)));
        await connection.FinishAsync();
    };

    /// <summary>Waits for the client's certificate and Finished, which come encrypted after a ChangeCipherSpec in the clear.</summary>
    private static async Task WaitForEncryptedAsync(FaultConnection connection)
    {
        while ((await TlsRecords.ReadAsync(connection)).Type != TlsRecords.ApplicationDataType)
        {
        }
    }

    private static async Task<Tls13Writer> ShakeHandsAsync(FaultConnection connection, X509Certificate2[] chain, bool asksForCertificate)
    {
        using var keys = new EcdheP256();
        var (hello, transcript) = await AgreeOnP256Async(connection);
        var serverHello = HandshakeMessages.ServerHello13(hello, keys.PublicPoint());
        transcript.AddRange(serverHello);
        await connection.SendAsync(TlsRecords.Handshake(serverHello));

        var secrets = new Tls13Secrets(keys.Agree(hello.P256Share!));
        var secret = secrets.ServerHandshake([.. transcript]);
        var flight = transcript.Count;
        transcript.AddRange(HandshakeMessages.EncryptedExtensions());
        transcript.AddRange(asksForCertificate ? HandshakeMessages.CertificateRequest13() : []);
        transcript.AddRange(HandshakeMessages.Certificate13(chain));
        transcript.AddRange(HandshakeMessages.CertificateVerify(chain[0], [.. transcript]));
        transcript.AddRange(HandshakeMessages.Finished(Tls13Secrets.Finished(secret, [.. transcript])));
        using var handshake = new Tls13Writer(secret);
        await connection.SendAsync(handshake.Seal(TlsRecords.HandshakeType, [.. transcript[flight..]]));
        return new Tls13Writer(secrets.ServerApplication([.. transcript]));
    }

    private static async Task<(ClientHello Hello, List<byte> Transcript)> AgreeOnP256Async(FaultConnection connection)
    {
        var first = await ClientHello.ReadAsync(connection);
        if (first.P256Share is not null)
        {
            return (first, [.. first.Message]);
        }

        var retry = HandshakeMessages.RetryForP256(first);
        await connection.SendAsync(TlsRecords.Handshake(retry));
        var second = await ClientHello.ReadAsync(connection);
        return second.P256Share is null
            ? throw new IOException("The client does not know P-256.")
            : (second, [.. HandshakeMessages.HashOf(first), .. retry, .. second.Message]);
    }
}
