using System.Buffers;
using System.Formats.Asn1;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>
/// Whether a certificate is made for a server, as OpenSSL and with it SslStream, curl and nginx answer that on Linux.
/// X509Certificate2.MatchesHostname answers otherwise: it lets *.com stand for a domain, and no wildcard stand in a common name.
/// </summary>
internal static class ServerNameMatch
{
    private const string CommonName = "2.5.4.3"; // RFC 4519, 2.3
    private static readonly IdnMapping Idn = new();
    private static readonly SearchValues<char> OfLabels = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Names that can't be decoded are as good as none: then the common names of the subject count.</summary>
    public static bool Matches(X509Certificate2 certificate, AlternativeNames? names, string serverName)
    {
        if (IPAddress.TryParse(serverName, out var address))
        {
            address = new IPAddress(address.GetAddressBytes()); // without its zone
            return names?.Addresses.Contains(address) is true || CommonNames(certificate).Contains(serverName, StringComparer.OrdinalIgnoreCase);
        }

        if (ToAscii(serverName) is not { Length: > 0 } name)
            return false;
        return (names is { Dns.Count: > 0 } ? names.Dns : CommonNames(certificate)).Any(pattern => Fits(pattern, name));
    }

    private static string? ToAscii(string serverName)
    {
        try
        {
            return Idn.GetAscii(serverName.TrimEnd('.'));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool Fits(string pattern, string name) =>
        Ascii.EqualsIgnoreCase(pattern, name) || (IsWildcard(pattern) && name.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
            && Ascii.EqualsIgnoreCase(pattern.AsSpan(1), name.AsSpan(dot)) && !name.AsSpan(0, dot).ContainsAnyExcept(OfLabels));

    /// <summary>The star is the whole first label, and at least two labels follow (RFC 6125, 6.4.3 and 7.2).</summary>
    private static bool IsWildcard(string pattern) =>
        pattern.StartsWith("*.", StringComparison.Ordinal) && pattern[2..].Split('.') is { Length: > 1 } labels
        && Array.TrueForAll(labels, l => l.Length > 0 && l[0] != '-' && l[^1] != '-' && !l.AsSpan().ContainsAnyExcept(OfLabels));

    private static List<string> CommonNames(X509Certificate2 certificate)
    {
        var found = new List<string>();
        try
        {
            var subject = new AsnReader(certificate.SubjectName.RawData, AsnEncodingRules.BER).ReadSequence();
            while (subject.HasData)
            {
                var set = subject.ReadSetOf(skipSortOrderValidation: true);
                while (set.HasData)
                {
                    var attribute = set.ReadSequence();
                    if (attribute.ReadObjectIdentifier() == CommonName)
                        found.Add(attribute.ReadCharacterString((UniversalTagNumber)attribute.PeekTag().TagValue));
                }
            }
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException)
        {
            // what was read until here counts
        }

        return found;
    }
}
