using System.Runtime.InteropServices;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>
/// The few functions of libssl 3 and libcrypto 3 that a client needs: ssl(7), the same library that the framework uses. Errors
/// are kept by OpenSSL per thread, so each call and the question after its error happen without an await between them.
/// </summary>
internal static unsafe partial class Libssl
{
    private const string Ssl = "libssl.so.3";
    private const string Crypto = "libcrypto.so.3";

    // openssl/ssl.h, openssl/tls1.h, openssl/crypto.h
    private const ulong InitNoAtExit = 0x00080000;
    private const ulong InitLoadConfiguration = 0x00000040;

    public const int ErrorWantRead = 2;
    public const int ErrorZeroReturn = 6;

    public const int ControlSetServerName = 55;
    public const int ControlSetMinimumVersion = 123;
    public const int ControlSetSessionCacheMode = 44;
    public const int ControlPending = 10;

    public const ulong OptionNoTicket = 1UL << 14;

    /// <summary>False where there is no libssl 3: another system, or an image that carries another version.</summary>
    public static bool IsAvailable { get; } = OperatingSystem.IsLinux() && Environment.Is64BitProcess && Load();

    /// <summary>As the framework does: without clean-up at the exit of the process, while threads may still be within the library.</summary>
    private static bool Load() =>
        NativeLibrary.TryLoad(Crypto, out _) && NativeLibrary.TryLoad(Ssl, out _) && Initialize(InitNoAtExit | InitLoadConfiguration, 0) == 1;

    [LibraryImport(Ssl, EntryPoint = "OPENSSL_init_ssl")]
    private static partial int Initialize(ulong options, nint settings);

    [LibraryImport(Ssl, EntryPoint = "TLS_client_method")]
    public static partial nint ClientMethod();

    /// <summary>With the algorithms of a library context; of 0 those of the process.</summary>
    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_new_ex")]
    public static partial nint NewContext(nint library, nint properties, nint method);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_ctrl")]
    public static partial long ControlContext(nint context, int command, long number, nint pointer);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_options")]
    public static partial ulong SetContextOptions(nint context, ulong options);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_cert_verify_callback")]
    public static partial void SetVerifyCallback(nint context, delegate* unmanaged<nint, nint, int> callback, nint argument);

    [LibraryImport(Ssl, EntryPoint = "SSL_CTX_set_client_cert_cb")]
    public static partial void SetClientCertificateCallback(nint context, delegate* unmanaged<nint, nint*, nint*, int> callback);

    [LibraryImport(Ssl, EntryPoint = "SSL_new")]
    public static partial nint New(nint context);

    [LibraryImport(Ssl, EntryPoint = "SSL_free")]
    public static partial void Free(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_bio")]
    public static partial void SetBuffers(nint ssl, nint incoming, nint outgoing);

    [LibraryImport(Ssl, EntryPoint = "SSL_ctrl", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long Control(nint ssl, int command, long number, string? text);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_alpn_protos")]
    public static partial int SetApplicationProtocols(nint ssl, byte* protocols, uint length);

    [LibraryImport(Ssl, EntryPoint = "SSL_connect")]
    public static partial int Connect(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_read")]
    public static partial int Read(nint ssl, byte* buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_write")]
    public static partial int Write(nint ssl, byte* buffer, int length);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_error")]
    public static partial int GetError(nint ssl, int result);

    [LibraryImport(Ssl, EntryPoint = "SSL_version")]
    public static partial int Version(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_current_cipher")]
    public static partial nint CurrentCipher(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_CIPHER_get_protocol_id")]
    public static partial ushort CipherId(nint cipher);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_peer_cert_chain")]
    public static partial nint PeerChain(nint ssl);

    [LibraryImport(Ssl, EntryPoint = "SSL_set_ex_data")]
    public static partial int SetData(nint ssl, int index, nint data);

    [LibraryImport(Ssl, EntryPoint = "SSL_get_ex_data")]
    public static partial nint GetData(nint ssl, int index);

    [LibraryImport(Crypto, EntryPoint = "OPENSSL_sk_num")]
    public static partial int Count(nint stack);

    [LibraryImport(Crypto, EntryPoint = "OPENSSL_sk_value")]
    public static partial nint At(nint stack, int index);

    [LibraryImport(Crypto, EntryPoint = "i2d_X509")]
    public static partial int EncodeCertificate(nint certificate, byte** output);

    [LibraryImport(Crypto, EntryPoint = "BIO_s_mem")]
    public static partial nint MemoryMethod();

    [LibraryImport(Crypto, EntryPoint = "BIO_new")]
    public static partial nint NewBuffer(nint method);

    [LibraryImport(Crypto, EntryPoint = "BIO_free")]
    public static partial int FreeBuffer(nint buffer);

    [LibraryImport(Crypto, EntryPoint = "BIO_read")]
    public static partial int ReadBuffer(nint buffer, byte* data, int length);

    [LibraryImport(Crypto, EntryPoint = "BIO_write")]
    public static partial int WriteBuffer(nint buffer, byte* data, int length);

    [LibraryImport(Crypto, EntryPoint = "BIO_ctrl")]
    public static partial long ControlBuffer(nint buffer, int command, long number, nint pointer);

    [LibraryImport(Crypto, EntryPoint = "ERR_clear_error")]
    public static partial void ClearErrors();

    [LibraryImport(Crypto, EntryPoint = "ERR_get_error")]
    public static partial ulong NextError();
}
