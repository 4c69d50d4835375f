using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

public sealed class ServerNameMatchTests
{
    private static readonly string[] Hosts =
    [
        "localhost", "LOCALHOST", "a.test", "A.TEST", "a.test.", "x.a.test", "x.y.a.test", "b.test", "ab.a.test", "test", "x", "b", "", "*.a.test",
        "127.0.0.1", "127.1", "10.0.0.1", "::1", "::1%1", "::ffff:127.0.0.1", "a_b.test", "x.a_b.test", "x_y.a.test", "xn--bcher-kva.a.test",
        "bücher.test", "xn--bcher-kva.test", "w.bücher.test", "1.2.3", "a b", "a.test:443", new string('a', 63) + ".a.test",
    ];

    public static TheoryData<string, string[], string[]> Certificates => new()
    {
        // subject, DNS names, addresses
        { "CN=localhost", [], [] },
        { "CN=*.a.test", [], [] },
        { "CN=127.0.0.1", [], [] },
        { "CN=127.0.0.1", ["a.test"], [] },
        { "CN=127.0.0.1", [], ["10.0.0.1"] },
        { "CN=a.test, CN=b.test", [], [] },
        { "CN=a.test+O=multi", [], [] },
        { "CN=bücher.test", [], [] },
        { "CN=a.test", [], ["127.0.0.1"] },
        { "CN=a.test", ["b.test"], [] },
        { "O=a.test", [], [] },
        { "", ["a.test"], ["::1"] },
        { "CN=x", ["A.Test", "localhost"], [] },
        { "CN=x", ["*.a.test"], [] },
        { "CN=x", ["*.test"], [] },
        { "CN=x", ["*"], [] },
        { "CN=x", ["a*.a.test"], [] },
        { "CN=x", ["x.*.test"], [] },
        { "CN=x", ["*.*.test"], [] },
        { "CN=x", ["*.a_b.test"], [] },
        { "CN=x", ["*.-a.test"], [] },
        { "CN=x", ["*..test"], [] },
        { "CN=x", ["a.test."], [] },
        { "CN=x", [".a.test"], [] },
        { "CN=x", ["xn--bcher-kva.test"], [] },
        { "CN=x", ["*.xn--bcher-kva.test"], [] },
        { "CN=x", ["a_b.test"], [] },
        { "CN=x", ["127.0.0.1"], [] },
        { "CN=x", ["a.test\0.evil.test"], [] },
        { "CN=x", [], ["127.0.0.1", "::1"] },
        { "CN=x", [], ["::ffff:127.0.0.1"] },
    };

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task A_name_fits_exactly_when_SslStream_says_so(string subject, string[] names, string[] addresses)
    {
        using var certificate = Make(subject, names, addresses);
        foreach (var host in Hosts)
        {
            var expected = await AskSslStreamAsync(certificate, host);
            Assert.True(expected == Ours(certificate, host), $"{host}: SslStream says {expected}");
        }
    }

    [Theory]
    [InlineData("a..test")]
    [InlineData("-x.test")]
    [InlineData("a\0b")]
    [InlineData(".")]
    public void Names_that_are_none_fit_nothing(string host)
    {
        using var certificate = Make("CN=x", ["a.test", "*.a.test"], []);

        Assert.False(Ours(certificate, host));
    }

    private static bool Ours(X509Certificate2 certificate, string host) => ServerNameMatch.Matches(certificate, AlternativeNames.Of(certificate), host);

    private static X509Certificate2 Make(string subject, string[] names, string[] addresses)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (names.Length + addresses.Length > 0)
        {
            var parts = names.Select(n => Part(0x82, Encoding.ASCII.GetBytes(n))).Concat(addresses.Select(a => Part(0x87, IPAddress.Parse(a).GetAddressBytes())));
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", Part(0x30, [.. parts.SelectMany(p => p)]), critical: false));
        }

        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    private static byte[] Part(byte tag, byte[] content) => [tag, (byte)content.Length, .. content];

    private static async Task<bool> AskSslStreamAsync(X509Certificate2 certificate, string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var connection = new TcpClient();
        await connection.ConnectAsync((IPEndPoint)listener.LocalEndpoint, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var server = new SslStream(accepted.GetStream());
        await using var client = new SslStream(connection.GetStream());
        bool? matches = null;
        var serving = server.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, TestContext.Current.CancellationToken);
        await client.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = host,
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, DisableCertificateDownloads = true },
#pragma warning disable CA5359 // only its opinion of the name is of interest
                RemoteCertificateValidationCallback = (_, _, _, errors) =>
                {
                    matches = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
                    return true;
                },
#pragma warning restore CA5359
            },
            TestContext.Current.CancellationToken);
        await serving;
        return matches ?? throw new InvalidOperationException("The server showed no certificate.");
    }
}
