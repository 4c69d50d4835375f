using System.Buffers.Binary;
using System.Text;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Why a resolver failed, in its own words (RFC 8914).</summary>
/// <param name="Code">The info code, for example 7 for an expired signature.</param>
/// <param name="Text">The extra text with everything but printable ASCII removed; at most 200 characters.</param>
public sealed record ExtendedDnsError(int Code, string Text)
{
    private const int OptionCode = 15;
    private const int MaximumText = 200;

    /// <summary>Finds option 15 in the data of an OPT record (RFC 6891, 6.1.2); null when there is none or the data is cut.</summary>
    public static ExtendedDnsError? Parse(ReadOnlySpan<byte> options)
    {
        while (options.Length >= 4)
        {
            var code = BinaryPrimitives.ReadUInt16BigEndian(options);
            var length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            options = options[4..];
            if (length > options.Length)
                return null;
            if (code == OptionCode && length >= 2)
                return new ExtendedDnsError(BinaryPrimitives.ReadUInt16BigEndian(options), Printable(options[2..length]));
            options = options[length..];
        }

        return null;
    }

    private static string Printable(ReadOnlySpan<byte> text)
    {
        var builder = new StringBuilder(Math.Min(text.Length, MaximumText));
        foreach (var octet in text)
        {
            if (builder.Length == MaximumText)
                break;
            if (octet is >= 0x20 and < 0x7F)
                builder.Append((char)octet);
        }

        return builder.ToString();
    }
}
