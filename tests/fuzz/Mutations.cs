using CsCheck;

namespace MoniTao.Fuzz;

/// <summary>
/// Damages valid inputs: bits flipped, pieces cut out, doubled and put in. Random bytes alone rarely get past the first header.
/// </summary>
internal static class Mutations
{
    /// <summary>Bytes that formats give a meaning to: ends, signs, lengths, pointers, line ends, escapes.</summary>
    private static readonly Gen<byte> Telling = Gen.Frequency(
        (1, Gen.Byte),
        (2, Gen.OneOf<byte>(0, 1, 2, 0x0A, 0x0D, 0x1B, (byte)' ', (byte)'-', (byte)'0', (byte)'9', (byte)':', (byte)'.', (byte)'"', (byte)'{', (byte)'}', 0x7F, 0x80, 0x9B, 0xC0, 0xFE, 0xFF)));

    private static readonly Gen<Change> AnyChange = Gen.Select(
        Gen.Enum<Kind>(), Gen.Double[0, 1], Gen.Int[1, 24], Gen.Byte, Telling.Array[1, 6],
        (kind, at, length, bit, bytes) => new Change(kind, at, length, bit, bytes));

    private enum Kind
    {
        Flip,
        Overwrite,
        Insert,
        Remove,
        Double,
        Repeat,
        Truncate,
    }

    /// <summary>One of the samples, whole or with up to six changes.</summary>
    public static Gen<byte[]> Of(params byte[][] samples) =>
        Gen.Select(Gen.OneOf(samples), AnyChange.Array[0, 6], (sample, changes) => changes.Aggregate(sample, Apply));

    /// <summary>The same for text: each change may also put in one of the words, which are those that the format knows.</summary>
    public static Gen<string> OfText(IReadOnlyList<string> samples, params string[] words)
    {
        var word = Gen.Select(Gen.Double[0, 1], Gen.OneOf(["", .. words]), (at, put) => (Func<string, string>)(text => text.Insert((int)(at * text.Length), put)));
        var character = Gen.Select(AnyChange, Gen.Char, (change, c) => (Func<string, string>)(text => new string(Apply(text.ToCharArray(), change, c))));
        return Gen.Select(Gen.OneOf([.. samples]), Gen.Frequency((1, word), (2, character)).Array[0, 6], (sample, changes) => changes.Aggregate(sample, (text, change) => change(text)));
    }

    private static byte[] Apply(byte[] bytes, Change change)
    {
        var at = Math.Min((int)(change.At * bytes.Length), Math.Max(0, bytes.Length - 1));
        if (change.Kind is not (Kind.Flip or Kind.Overwrite) || bytes.Length == 0)
            return Cut(bytes, change, change.Bytes);
        var copy = bytes.ToArray();
        if (change.Kind == Kind.Flip)
            copy[at] ^= (byte)(1 << (change.Bit % 8));
        else
            change.Bytes.AsSpan(0, Math.Min(change.Bytes.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }

    private static char[] Apply(char[] text, Change change, char character) => change.Kind is Kind.Flip or Kind.Overwrite
        ? Cut(text, change with { Kind = Kind.Insert }, [character])
        : Cut(text, change, [.. change.Bytes.Select(b => (char)b)]);

    private static T[] Cut<T>(T[] whole, Change change, T[] put)
    {
        var at = (int)(change.At * whole.Length);
        var piece = Math.Min(change.Length, whole.Length - at);
        return change.Kind switch
        {
            Kind.Remove => [.. whole[..at], .. whole[(at + piece)..]],
            Kind.Double => [.. whole[..(at + piece)], .. whole[at..]],
            Kind.Repeat => [.. whole[..at], .. Enumerable.Repeat(whole[at..(at + piece)], 40).SelectMany(p => p), .. whole[at..]],
            Kind.Truncate => whole[..at],
            _ => [.. whole[..at], .. put, .. whole[at..]],
        };
    }

    private sealed record Change(Kind Kind, double At, int Length, byte Bit, byte[] Bytes);
}
