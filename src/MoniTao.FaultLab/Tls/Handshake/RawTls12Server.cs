using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tls.Handshake;

/// <summary>The first flight of a TLS 1.2 server written by hand, for refusals that SslStream makes without an alert.</summary>
internal static class RawTls12Server
{
    private const int RandomLength = 32;

    /// <summary>
    /// Asks for a client certificate and refuses the client that has none. TLS 1.2 has no alert of its own for this: it is
    /// handshake_failure (RFC 5246 section 7.4.6), and only the CertificateRequest before it tells why.
    /// </summary>
    public static ConnectionScript RequireClientCertificate(X509Certificate2 leaf) => async connection =>
    {
        using var keys = new EcdheP256();
        var hello = await ClientHello.ReadAsync(connection);
        var random = RandomNumberGenerator.GetBytes(RandomLength);
        await connection.SendAsync(TlsRecords.Handshake(
        [
            .. HandshakeMessages.ServerHello12(random),
            .. HandshakeMessages.Certificate12(leaf),
            .. HandshakeMessages.ServerKeyExchange(leaf, hello.Random, random, keys.PublicPoint()),
            .. HandshakeMessages.CertificateRequest12(),
            .. HandshakeMessages.ServerHelloDone(),
        ]));

        // The client's flight begins with its empty certificate.
        await TlsRecords.ReadAsync(connection);
        await connection.SendAsync(TlsRecords.Alert(TlsAlert.HandshakeFailure));
        await connection.FinishAsync();
    };

    /// <summary>Begins well and falls silent, as an overloaded server or a path that swallows big packets does.</summary>
    public static async Task StallAfterServerHello(FaultConnection connection)
    {
        await GreetAsync(connection);
        await connection.WaitForHangUpAsync();
    }

    /// <summary>Sends a certificate list of at least <paramref name="length"/> bytes.</summary>
    public static ConnectionScript HugeChain(X509Certificate2 certificate, int length) => async connection =>
    {
        await GreetAsync(connection);
        foreach (var record in TlsRecords.CertificateChain(certificate.RawData, length))
        {
            await connection.SendAsync(record);
        }

        await connection.FinishAsync();
    };

    private static async Task GreetAsync(FaultConnection connection)
    {
        await ClientHello.ReadAsync(connection);
        await connection.SendAsync(TlsRecords.Handshake(HandshakeMessages.ServerHello12(RandomNumberGenerator.GetBytes(RandomLength))));
    }
}
