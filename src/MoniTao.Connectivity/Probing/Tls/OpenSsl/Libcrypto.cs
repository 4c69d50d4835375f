using System.Runtime.InteropServices;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>What libcrypto 3 offers to those who put a provider of algorithms together: OSSL_LIB_CTX(3), OSSL_PROVIDER(3), provider(7).</summary>
internal static unsafe partial class Libcrypto
{
    private const string Crypto = "libcrypto.so.3";

    // openssl/core_dispatch.h
    public const int OperationDecoder = 21;
    public const int ProviderQueryOperation = 1027;
    public const int ProviderGetCapabilities = 1030;

    /// <summary>MNN00PPSL in hexadecimal digits, after OPENSSL_VERSION_NUMBER(3).</summary>
    [LibraryImport(Crypto, EntryPoint = "OpenSSL_version_num")]
    public static partial nuint Version();

    [LibraryImport(Crypto, EntryPoint = "OSSL_LIB_CTX_new")]
    public static partial nint NewLibrary();

    [LibraryImport(Crypto, EntryPoint = "OSSL_LIB_CTX_free")]
    public static partial void FreeLibrary(nint library);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_available", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int ProviderAvailable(nint library, string name);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_do_all")]
    public static partial int EachProvider(nint library, delegate* unmanaged<nint, nint, int> callback, nint argument);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_get0_name")]
    public static partial nint ProviderName(nint provider);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_try_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint TryLoadProvider(nint library, string name, int retainFallbacks);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_add_builtin", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int AddProvider(nint library, string name, delegate* unmanaged<nint, nint, nint*, nint*, int> initialize);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_load", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint LoadProvider(nint library, string name);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_get0_provider_ctx")]
    public static partial nint ProviderContext(nint provider);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_query_operation")]
    public static partial OsslAlgorithm* QueryOperation(nint provider, int operation, int* noCache);

    [LibraryImport(Crypto, EntryPoint = "OSSL_PROVIDER_get_capabilities")]
    public static partial int Capabilities(nint provider, nint name, nint callback, nint argument);

    [LibraryImport(Crypto, EntryPoint = "EVP_default_properties_is_fips_enabled")]
    public static partial int IsFipsRequired(nint library);

    /// <summary>OSSL_ALGORITHM(3).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct OsslAlgorithm(nint Names, nint Properties, nint Functions, nint Description);

    /// <summary>OSSL_DISPATCH(3).</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct OsslDispatch(int Function, nint Pointer);
}
