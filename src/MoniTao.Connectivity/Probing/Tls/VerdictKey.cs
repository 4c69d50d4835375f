using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>SHA-256 over all that a verdict depends on, but for the time and the trust store of the system.</summary>
internal readonly record struct VerdictKey(UInt128 High, UInt128 Low)
{
    // a bundle may hold a hundred roots, and a monitor has the same list of them for as long as its spec stays as it is
    private static readonly ConditionalWeakTable<IReadOnlyList<X509Certificate2>, byte[]> Roots = [];

    public static VerdictKey Of(IReadOnlyList<byte[]> sent, string serverName, TlsOptions options)
    {
        ReadOnlySpan<byte> rest = [options.AsksIssuers ? (byte)1 : (byte)0, .. RootsOf(options), .. Encoding.UTF8.GetBytes(serverName)];
        var hash = Hash(sent, rest);
        return new VerdictKey(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash.AsSpan(16)));
    }

    private static byte[] RootsOf(TlsOptions options) =>
        options.TrustedRoots.Count == 0 ? [] : Roots.GetValue(options.TrustedRoots, roots => Hash([.. roots.Select(r => r.RawData)], []));

    /// <summary>Each part with its length before it: where one ends and the next begins is the peer's choice otherwise.</summary>
    private static byte[] Hash(IReadOnlyList<byte[]> parts, ReadOnlySpan<byte> rest)
    {
        var length = sizeof(int) + parts.Sum(p => sizeof(int) + p.Length) + rest.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var at = 0;
        Put(buffer, ref at, parts.Count);
        foreach (var part in parts)
        {
            Put(buffer, ref at, part.Length);
            part.CopyTo(buffer, at);
            at += part.Length;
        }

        rest.CopyTo(buffer.AsSpan(at));
        var hash = SHA256.HashData(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    private static void Put(byte[] buffer, ref int at, int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(at), number);
        at += sizeof(int);
    }
}
