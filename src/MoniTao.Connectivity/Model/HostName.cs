using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MoniTao.Connectivity.Model;

/// <summary>
/// Validates names before anything is sent: a resolver library given <c>a..b</c> waits for a time-out instead of failing
/// (taxonomy, DNS rules). Limits are RFC 1035's: 63 octets a label, 253 a name.
/// </summary>
public static class HostName
{
    private const int MaximumLength = 253;
    private const int MaximumLabel = 63;
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = false };

    /// <summary>Turns a host as people write it into an ASCII name or an address; says in one phrase what is wrong otherwise.</summary>
    public static bool TryNormalize(string host, out string normalized, out string error)
    {
        normalized = "";
        if (host.Length == 0)
            return Fail("the host is empty", out error);
        if (host.Length > MaximumLength + 1)
            return Fail($"the host is {host.Length} characters long; a name has at most {MaximumLength}", out error);
        if (host.StartsWith('[') || host.EndsWith(']'))
            return TryBracketed(host, out normalized, out error);
        if (host.Contains(':', StringComparison.Ordinal))
            return Fail("an IPv6 address needs brackets, for example tcp://[2001:db8::1]:443", out error);
        if (!TryAscii(host, out var ascii, out error))
            return false;
        if (!TryLabels(ascii, out error))
            return false;
        normalized = IsDottedQuad(ascii.TrimEnd('.')) ? ascii.TrimEnd('.') : ascii; // with its dot an address would be asked of DNS
        return true;
    }

    private static bool TryBracketed(string host, out string normalized, out string error)
    {
        normalized = "";
        if (!host.StartsWith('[') || !host.EndsWith(']'))
            return Fail("a bracket is missing around the IPv6 address", out error);
        var inner = host.Length > 2 ? host[1..^1] : "";

        // IPAddress.TryParse takes brackets and a port of its own
        if (inner.Contains('[', StringComparison.Ordinal) || !IPAddress.TryParse(inner, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return Fail($"{host} is not an IPv6 address", out error);
        normalized = address.ToString();
        error = "";
        return true;
    }

    private static bool TryAscii(string host, out string ascii, out string error)
    {
        ascii = host;
        error = "";
#pragma warning disable CA1308 // DNS names are written in lower case (RFC 4343)
        if (!System.Text.Ascii.IsValid(host))
        {
            try
            {
                // Without ICU, which this product does not carry, the mapping folds neither case nor accents written apart from
                // their letter: it would give the punycode of another name.
                if (host.Any(c => c is >= '\u0300' and <= '\u036F'))
                    return Fail($"{host} has accents written apart from their letters; write the name in punycode (xn--…)", out error);
                ascii = Idn.GetAscii(host.ToLowerInvariant());
            }
            catch (ArgumentException)
            {
                return Fail($"{host} is not a valid international name", out error);
            }
        }

        ascii = ascii.ToLowerInvariant();
#pragma warning restore CA1308
        return true;
    }

    private static bool TryLabels(string name, out string error)
    {
        var bare = name.EndsWith('.') ? name[..^1] : name;
        if (bare.Length is 0 or > MaximumLength)
            return Fail(bare.Length == 0 ? "the host is empty" : $"the name is longer than {MaximumLength} characters", out error);
        var labels = bare.Split('.');
        foreach (var label in labels)
        {
            if (label.Length == 0)
                return Fail($"{name} has an empty label (two dots in a row, or a leading dot)", out error);
            if (label.Length > MaximumLabel)
                return Fail($"a label of {name} is longer than {MaximumLabel} characters", out error);
            if (!label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
                return Fail($"{name} has a character that no host name has", out error);
            if (label.StartsWith('-') || label.EndsWith('-'))
                return Fail($"a label of {name} starts or ends with a hyphen", out error);
        }

        // A name whose last label is a number is an IPv4 address or a mistake (WHATWG URL, "ends in a number"); hexadecimal counts.
        if (IsNumber(labels[^1]) && !IsDottedQuad(bare))
            return Fail($"{name} is neither a name nor an IPv4 address", out error);
        error = "";
        return true;
    }

    private static bool IsNumber(string label) => label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.Ordinal) && label.Skip(2).All(char.IsAsciiHexDigit));

    /// <summary>Four decimal numbers and nothing else: <see cref="IPAddress.TryParse(string, out IPAddress)"/> also takes 127.1 and octal.</summary>
    private static bool IsDottedQuad(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
