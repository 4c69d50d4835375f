using System.Runtime.InteropServices;
using static MoniTao.Connectivity.Probing.Tls.OpenSsl.Libcrypto;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>
/// A library context (OSSL_LIB_CTX(3)) with all that the default provider has, except that of its decoders only those are left that
/// read the public key of a certificate. For every certificate that a server sends, OpenSSL before 3.2 looks anew for a way through its
/// decoders, and asks each of them whether it goes together with each other one: the larger part of a handshake, and of sixty decoders
/// a dozen are of use.
/// </summary>
internal static unsafe class FewDecoders
{
    private const string Default = "default";
    private const uint RemembersTheWay = 0x30200000; // 3.2.0

    private static nint _default;
    private static OsslAlgorithm* _decoders;
    private static OsslDispatch* _functions;

    /// <summary>
    /// The context, for the whole life of the process; 0, which is the context of the process itself, where this machine has other
    /// algorithms than OpenSSL's own (FIPS, a token, a provider of the user), or an OpenSSL that does not need it.
    /// </summary>
    public static nint Library { get; } = Version() < RemembersTheWay && IsPlain() ? Create() : 0;

    /// <summary>True where openssl.cnf(5) brings in no algorithms but OpenSSL's own.</summary>
    private static bool IsPlain()
    {
        var others = 0;
        // asked first: this loads what the configuration says, or else the default provider
        return ProviderAvailable(0, Default) == 1 && EachProvider(0, &CountOther, (nint)(&others)) == 1 && others == 0 && IsFipsRequired(0) == 0;
    }

    private static nint Create()
    {
        _default = TryLoadProvider(0, Default, retainFallbacks: 1);
        if (_default == 0)
            return 0;
        var ignored = 0;
        _decoders = OfCertificates(QueryOperation(_default, OperationDecoder, &ignored));
        _functions = (OsslDispatch*)NativeMemory.AllocZeroed(3, (nuint)sizeof(OsslDispatch));
        _functions[0] = new OsslDispatch(ProviderQueryOperation, (nint)(delegate* unmanaged<nint, int, int*, OsslAlgorithm*>)&Query);
        _functions[1] = new OsslDispatch(ProviderGetCapabilities, (nint)(delegate* unmanaged<nint, nint, nint, nint, int>)&TellCapabilities);

        var library = NewLibrary();
        if (library != 0 && AddProvider(library, "few-decoders", &Initialize) == 1 && LoadProvider(library, "few-decoders") != 0)
            return library;
        FreeLibrary(library);
        return 0;
    }

    private static OsslAlgorithm* OfCertificates(OsslAlgorithm* all)
    {
        var count = 0;
        while (all[count].Names != 0)
            count++;
        var few = (OsslAlgorithm*)NativeMemory.AllocZeroed((nuint)count + 1, (nuint)sizeof(OsslAlgorithm));
        for (int i = 0, kept = 0; i < count; i++)
        {
            var properties = (Marshal.PtrToStringUTF8(all[i].Properties) ?? "").Split(',', StringSplitOptions.TrimEntries);
            if (properties.Contains("input=der") && properties.Contains("structure=SubjectPublicKeyInfo"))
                few[kept++] = all[i];
        }

        return few;
    }

    [UnmanagedCallersOnly]
    private static int CountOther(nint provider, nint others)
    {
        if (Marshal.PtrToStringUTF8(ProviderName(provider)) is not (Default or "base" or "legacy"))
            ++*(int*)others;
        return 1;
    }

    /// <summary>OSSL_provider_init(7): the algorithms run in the context of the provider that they are of.</summary>
    [UnmanagedCallersOnly]
    private static int Initialize(nint handle, nint offered, nint* functions, nint* context)
    {
        (*functions, *context) = ((nint)_functions, ProviderContext(_default));
        return 1;
    }

    [UnmanagedCallersOnly]
    private static OsslAlgorithm* Query(nint context, int operation, int* noCache) =>
        operation == OperationDecoder ? _decoders : QueryOperation(_default, operation, noCache);

    /// <summary>The groups of TLS are among them.</summary>
    [UnmanagedCallersOnly]
    private static int TellCapabilities(nint context, nint name, nint callback, nint argument) => Capabilities(_default, name, callback, argument);
}
