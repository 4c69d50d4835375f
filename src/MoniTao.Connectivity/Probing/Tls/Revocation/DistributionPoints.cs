using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>Reads where a certificate says that its revocation lists are (RFC 5280, 4.2.1.13).</summary>
internal static class DistributionPoints
{
    private const string Extension = "2.5.29.31";
    private const int Most = 2;
    private static readonly Asn1Tag PointName = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag FullName = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Uri = new(TagClass.ContextSpecific, 6);

    /// <summary>The first URLs of scheme http; a list over https would need a certificate to check, and so on.</summary>
    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        try
        {
            return certificate.Extensions[Extension] is { } extension
                ? [.. Read(extension.RawData).Where(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)).Distinct().Take(Most)]
                : [];
        }
        catch (AsnContentException)
        {
            return [];
        }
    }

    private static List<string> Read(byte[] extension)
    {
        var urls = new List<string>();
        var points = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (!point.HasData || !point.PeekTag().HasSameClassAndValue(PointName))
                continue;
            var name = point.ReadSequence(PointName);
            if (!name.PeekTag().HasSameClassAndValue(FullName))
                continue; // relative to the issuer, in a directory
            var names = name.ReadSequence(FullName);
            while (names.HasData)
            {
                if (names.PeekTag().HasSameClassAndValue(Uri))
                    urls.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Uri));
                else
                    names.ReadEncodedValue();
            }
        }

        return urls;
    }
}
