using System.Globalization;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Names as octets on the wire (RFC 1035, 3.1 and 4.1.4) and as text (5.1), without the dot at the end.</summary>
internal static class DnsName
{
    /// <summary>With all lengths, and the root's at the end.</summary>
    public const int MaximumLength = 255;

    private const int MaximumLabel = 63;
    private const int MaximumPointers = 127; // so many labels fit into a name, and no label needs two
    private const byte Pointer = 0xC0;
    private const char Escape = '\\';

    /// <summary>
    /// Copies the name at <paramref name="at"/>, without compression, and moves behind it. A pointer has to lead back, to before
    /// all that was read of the name, so that none can lead round in a circle.
    /// </summary>
    /// <returns>The length of the copy; 0 for what is no name.</returns>
    public static int Read(ReadOnlySpan<byte> message, ref int at, Span<byte> name)
    {
        var (from, start, length, after) = (at, at, 0, 0);
        for (var pointers = 0; pointers <= MaximumPointers && from < message.Length;)
        {
            var octet = message[from];
            if (octet >= Pointer)
            {
                if (from + 1 >= message.Length)
                    return 0;
                after = after == 0 ? from + 2 : after;
                from = ((octet & ~Pointer) << 8) | message[from + 1];
                if (from >= start || from < DnsMessage.HeaderLength)
                    return 0;
                start = from;
                pointers++;
                continue;
            }

            var label = octet + 1;
            if (octet > MaximumLabel || label > message.Length - from || label > MaximumLength - length)
                return 0;
            message.Slice(from, label).CopyTo(name[length..]);
            (from, length) = (from + label, length + label);
            if (octet != 0)
                continue;
            at = after == 0 ? from : after;
            return length;
        }

        return 0;
    }

    /// <summary>Writes a name; the place must be for the longest one.</summary>
    /// <returns>Its length; 0 for what can't be asked for: a label empty or too long, letters outside ASCII.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<byte> name)
    {
        var length = 0;
        text = text.TrimEnd('.');
        foreach (var range in text.Split('.'))
        {
            if (text.IsEmpty)
                break; // the root
            var label = length < MaximumLength - 1 ? WriteLabel(text[range], name[(length + 1)..(MaximumLength - 1)]) : 0;
            if (label == 0)
                return 0;
            name[length] = (byte)label;
            length += label + 1;
        }

        name[length] = 0;
        return length + 1;
    }

    /// <summary>Upper and lower case are alike (RFC 4343); no length of a label is a letter.</summary>
    public static bool Same(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != b.Length)
            return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && Lower(a[i]) != Lower(b[i]))
                return false;
        }

        return true;
    }

    /// <summary>As text in ASCII, which <see cref="Write"/> reads back; "." for the root.</summary>
    public static string ToText(ReadOnlySpan<byte> name)
    {
        if (name.Length <= 1)
            return ".";
        Span<char> text = stackalloc char[4 * MaximumLength];
        var length = 0;
        for (var at = 0; name[at] != 0; at += name[at] + 1)
        {
            if (at > 0)
                text[length++] = '.';
            foreach (var octet in name.Slice(at + 1, name[at]))
                length += WriteOctet(octet, text[length..]);
        }

        return new string(text[..length]);
    }

    private static int WriteLabel(ReadOnlySpan<char> text, Span<byte> label)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++, length++)
        {
            if (length == Math.Min(label.Length, MaximumLabel) || !char.IsAscii(text[i]))
                return 0;
            label[length] = (byte)text[i];
            if (text[i] != Escape)
                continue;
            if (i + 3 >= text.Length || !byte.TryParse(text.Slice(i + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out label[length]))
                return 0;
            i += 3;
        }

        return length;
    }

    private static int WriteOctet(byte octet, Span<char> text)
    {
        if (octet is > 0x20 and < 0x7F and not ((byte)'.' or (byte)Escape))
        {
            text[0] = (char)octet;
            return 1;
        }

        text[0] = Escape;
        octet.TryFormat(text[1..], out _, "000", CultureInfo.InvariantCulture);
        return 4;
    }

    private static byte Lower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;
}
