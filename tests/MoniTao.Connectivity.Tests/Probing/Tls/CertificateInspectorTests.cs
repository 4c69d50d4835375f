using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

public sealed class CertificateInspectorTests
{
    [Fact]
    public void Names_that_cannot_be_decoded_make_the_certificate_invalid()
    {
        var facts = Inspect("CN=shop", [0x30, 0x82, 0x01, 0x00]);

        Assert.True(facts.Problems.HasFlag(CertificateProblems.Invalid));
        Assert.Equal("its names can't be decoded", facts.Detail);
        Assert.Empty(facts.Names);
    }

    [Fact]
    public void What_a_server_wrote_into_its_certificate_is_one_bounded_line()
    {
        var facts = Inspect("CN=\u001b[2J\u202Eshop, O=" + new string('x', 3000), [0x30, 0x06, 0x82, 0x04, (byte)'a', 0x0D, 0x0A, (byte)'b']);

        Assert.Equal(["ab"], facts.Names);
        Assert.Equal(256, facts.Subject.Length);
        Assert.StartsWith("CN=[2Jshop, O=", facts.Subject, StringComparison.Ordinal);
        Assert.Equal(facts.Subject, facts.Issuer);
    }

    [Fact]
    public void Dates_that_cannot_be_decoded_make_the_certificate_invalid()
    {
        using var whole = SelfSigned("CN=shop", [0x30, 0x00]);
        var bytes = whole.RawData;
        var month = bytes.AsSpan().IndexOf((byte[])[0x17, 0x0D]) + 4; // the first UTCTime (X.690, 11.8)
        (bytes[month], bytes[month + 1]) = ((byte)'9', (byte)'9');

        var facts = Inspect(bytes);

        Assert.Equal((CertificateProblems.Invalid, "it can't be decoded"), (facts.Problems, facts.Detail));
    }

    private static CertificateFacts Inspect(string subject, byte[] names)
    {
        using var certificate = SelfSigned(subject, names);
        return Inspect(certificate.RawData);
    }

    private static CertificateFacts Inspect(byte[] certificate) =>
        new CertificateVerifier(new FakeTimeProvider(Make.Noon)).Verify([certificate], "shop", new TlsOptions()).Facts;

    private static X509Certificate2 SelfSigned(string subject, byte[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names, critical: false));
        return request.CreateSelfSigned(Make.Noon.AddYears(-1), Make.Noon.AddYears(1));
    }
}
