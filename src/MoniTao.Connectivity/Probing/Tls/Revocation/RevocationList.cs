using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>A certificate revocation list (RFC 5280, 5.1): read as far as it is needed, believed only when its issuer signed it.</summary>
internal sealed class RevocationList
{
    private const string IssuingDistributionPoint = "2.5.29.28";
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag Indirect = new(TagClass.ContextSpecific, 4);

    private readonly ReadOnlyMemory<byte> _signed;
    private readonly ReadOnlyMemory<byte> _algorithm;
    private readonly byte[] _signature;
    private readonly ReadOnlyMemory<byte> _issuer;
    private readonly ReadOnlyMemory<byte> _entries;
    private readonly bool _usable;

    /// <summary>Reads a list.</summary>
    /// <exception cref="AsnContentException">The bytes are no such list.</exception>
    public RevocationList(ReadOnlyMemory<byte> der)
    {
        var list = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        _signed = list.PeekEncodedValue();
        var body = list.ReadSequence();
        _algorithm = list.ReadEncodedValue();
        _signature = list.ReadBitString(out _);
        if (body.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
            body.ReadInteger(); // version
        body.ReadEncodedValue(); // the algorithm once more
        _issuer = body.ReadEncodedValue();
        ThisUpdate = Time(body);
        if (body.HasData && IsTime(body.PeekTag()))
            NextUpdate = Time(body);
        if (body.HasData && body.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            _entries = body.ReadEncodedValue();
        _usable = !body.HasData || Understood(body.ReadSequence(Extensions));
    }

    /// <summary>When it was made.</summary>
    public DateTimeOffset ThisUpdate { get; }

    /// <summary>When the next one is due; null when the issuer does not say.</summary>
    public DateTimeOffset? NextUpdate { get; }

    /// <summary>Why it proves nothing of the certificates of this issuer, or null when it does.</summary>
    public string? Flaw(X509Certificate2 issuer, DateTimeOffset now)
    {
        if (!_issuer.Span.SequenceEqual(issuer.SubjectName.RawData))
            return "the list is of another issuer";
        if (!_usable)
            return "the list is of a kind that is not understood";
        if (now < ThisUpdate || now > NextUpdate)
            return $"the list is out of date ({ThisUpdate:yyyy-MM-dd HH:mm}Z to {NextUpdate:yyyy-MM-dd HH:mm}Z)";
        return RevocationSignature.IsBy(issuer, _algorithm, _signed.Span, _signature) ? null : "the list is not signed by the issuer";
    }

    /// <summary>Whether a serial number is in the list.</summary>
    /// <exception cref="AsnContentException">An entry can't be read.</exception>
    public bool Holds(ReadOnlySpan<byte> serial)
    {
        if (_entries.IsEmpty)
            return false;
        var entries = new AsnReader(_entries, AsnEncodingRules.DER).ReadSequence();
        while (entries.HasData)
        {
            if (entries.ReadSequence().ReadIntegerBytes().Span.TrimStart((byte)0).SequenceEqual(serial.TrimStart((byte)0)))
                return true;
        }

        return false;
    }

    /// <summary>A list with a critical extension that is not known must not be used (RFC 5280, 5.2): changes only, or others' certificates.</summary>
    private static bool Understood(AsnReader wrapped)
    {
        var extensions = wrapped.ReadSequence();
        while (extensions.HasData)
        {
            var extension = extensions.ReadSequence();
            var id = extension.ReadObjectIdentifier();
            var critical = extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean();
            if (critical && (id != IssuingDistributionPoint || IsIndirect(extension.ReadOctetString())))
                return false;
        }

        return true;
    }

    private static bool IsIndirect(byte[] point)
    {
        var fields = new AsnReader(point, AsnEncodingRules.DER).ReadSequence();
        while (fields.HasData)
        {
            if (fields.PeekTag().HasSameClassAndValue(Indirect))
                return fields.ReadBoolean(Indirect);
            fields.ReadEncodedValue();
        }

        return false;
    }

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset Time(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
