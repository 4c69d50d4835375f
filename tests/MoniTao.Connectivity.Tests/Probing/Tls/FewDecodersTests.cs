using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls.OpenSsl;
using MoniTao.FaultLab.Certificates;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

/// <summary>What the lean library context can do is what the context of the process can.</summary>
public sealed partial class FewDecodersTests : IDisposable
{
    private readonly CertificateAuthority _root = CertificateAuthority.CreateRoot("lab", TimeProvider.System);

    /// <summary>Of each way to exchange keys, to sign and to encrypt one; names without ECDHE and CBC are those of old servers.</summary>
    public static TheoryData<TlsCipherSuite, KeyKind> Suites => new()
    {
        { TlsCipherSuite.TLS_AES_128_GCM_SHA256, KeyKind.EcdsaP256 },
        { TlsCipherSuite.TLS_AES_256_GCM_SHA384, KeyKind.Rsa2048 },
        { TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256, KeyKind.Rsa2048 },
        { TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, KeyKind.EcdsaP256 },
        { TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, KeyKind.EcdsaP256 },
        { TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, KeyKind.Rsa2048 },
        { TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, KeyKind.Rsa2048 },
        { TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384, KeyKind.Rsa2048 },
        { TlsCipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, KeyKind.Rsa2048 },
    };

    public void Dispose() => _root.Dispose();

    [Fact]
    public void It_offers_the_ciphers_and_has_the_bounds_that_openssl_cnf_of_this_machine_says()
    {
        var (few, process) = (Libssl.NewContext(FewDecoders.Library, 0, Libssl.ClientMethod()), Libssl.NewContext(0, 0, Libssl.ClientMethod()));

        Assert.NotEmpty(Ciphers(process));
        Assert.Equal(Ciphers(process), Ciphers(few));
        Assert.Equal(SecurityLevel(process), SecurityLevel(few));
        Assert.Equal(Options(process), Options(few));
        Assert.Equal(Libssl.ControlContext(process, GetMinimumVersion, 0, 0), Libssl.ControlContext(few, GetMinimumVersion, 0, 0));
    }

    [Fact]
    public void It_is_used_where_OpenSSL_needs_it() =>
        Assert.True(FewDecoders.Library != 0 || Libcrypto.Version() >= 0x30200000, "this OpenSSL is slow without it, and has its own provider alone");

    [Theory, MemberData(nameof(Suites))]
    public async Task Every_kind_of_suite_and_key_is_spoken(TlsCipherSuite suite, KeyKind key)
    {
        var options = WebServer.Tls(_root, new LeafRequest { Key = key });
#pragma warning disable CA1416, CA5397, CA5398 // these tests are about OpenSSL, which is on Linux; the versions are their subject
        options.CipherSuitesPolicy = new CipherSuitesPolicy([suite]);
        options.EnabledSslProtocols = suite.ToString().Contains("_WITH_", StringComparison.Ordinal) ? SslProtocols.Tls12 : SslProtocols.Tls13;
#pragma warning restore CA1416, CA5397, CA5398
        await using var server = new WebServer(_ => WebServer.Ok("pong"), options);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, TestContext.Current.CancellationToken);

        await using var client = new OpenSslClient(new NetworkStream(socket, ownsSocket: true), Make.Target("https://lab.test"), new TlsOptions(), "lab.test");
        await client.ShakeHandsAsync(TestContext.Current.CancellationToken);
        await client.Stream.WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.Stream, leaveOpen: true);

        Assert.EndsWith("pong", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(suite, client.CipherSuite);
    }

    private const int GetMinimumVersion = 130; // openssl/ssl.h, SSL_CTRL_GET_MIN_PROTO_VERSION

    private static List<string?> Ciphers(nint context)
    {
        var stack = GetCiphers(context);
        return [.. Enumerable.Range(0, Libssl.Count(stack)).Select(i => Marshal.PtrToStringUTF8(CipherName(Libssl.At(stack, i))))];
    }

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_get_ciphers")]
    private static partial nint GetCiphers(nint context);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CIPHER_get_name")]
    private static partial nint CipherName(nint cipher);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_get_security_level")]
    private static partial int SecurityLevel(nint context);

    [LibraryImport("libssl.so.3", EntryPoint = "SSL_CTX_get_options")]
    private static partial ulong Options(nint context);
}
