using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing.Tls.Revocation;
using MoniTao.FaultLab.Certificates;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

/// <summary>Lists as bytes: what is believed of them, and that no bytes do harm.</summary>
public sealed class RevocationListTests : IDisposable
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly FakeTimeProvider _clock = new(Make.Noon);
    private readonly CertificateAuthority _ca;
    private readonly X509Certificate2 _leaf;

    public RevocationListTests()
    {
        _ca = CertificateAuthority.CreateRoot("CA", _clock);
        _leaf = _ca.Issue(new LeafRequest { RevocationList = "http://ca.example/ca.crl" });
    }

    public void Dispose()
    {
        _leaf.Dispose();
        _ca.Dispose();
    }

    [Fact]
    public void A_serial_number_is_found_in_a_list_and_another_one_is_not()
    {
        using var other = _ca.Issue(new LeafRequest());
        var list = new RevocationList(_ca.RevocationList([other, _leaf], Week));

        Assert.Null(list.Flaw(_ca.Certificate, _clock.GetUtcNow()));
        Assert.True(list.Holds(_leaf.SerialNumberBytes.Span));
        Assert.True(list.Holds(other.SerialNumberBytes.Span));
        Assert.False(list.Holds([1, 2, 3]));
        Assert.False(new RevocationList(_ca.RevocationList([], Week)).Holds(_leaf.SerialNumberBytes.Span));
    }

    [Fact]
    public void A_list_is_believed_until_the_next_one_is_due()
    {
        var list = new RevocationList(_ca.RevocationList([_leaf], Week));

        Assert.Null(list.Flaw(_ca.Certificate, _clock.GetUtcNow() + Week));
        Assert.StartsWith("the list is out of date", list.Flaw(_ca.Certificate, _clock.GetUtcNow() + Week + TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
        Assert.StartsWith("the list is out of date", list.Flaw(_ca.Certificate, _clock.GetUtcNow() - TimeSpan.FromDays(31)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_another_issuer_and_one_that_a_stranger_signed_prove_nothing()
    {
        using var stranger = CertificateAuthority.CreateRoot("Stranger", _clock);

        Assert.Equal("the list is of another issuer", new RevocationList(stranger.RevocationList([_leaf], Week)).Flaw(_ca.Certificate, _clock.GetUtcNow()));
        Assert.Equal("the list is not signed by the issuer", new RevocationList(_ca.RevocationList([_leaf], Week, stranger)).Flaw(_ca.Certificate, _clock.GetUtcNow()));
    }

    [Fact]
    public void A_list_of_an_authority_with_an_rsa_key_is_believed_too()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=RSA", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using var ca = request.CreateSelfSigned(Make.Noon - Week, Make.Noon + Week);
        var list = new CertificateRevocationListBuilder();
        list.AddEntry([0x00, 0xB7]);
        foreach (var hash in new[] { HashAlgorithmName.SHA256, HashAlgorithmName.SHA384, HashAlgorithmName.SHA512 })
        {
            var read = new RevocationList(list.Build(ca, 1, Make.Noon + Week, hash, RSASignaturePadding.Pkcs1, Make.Noon - Week));
            Assert.Null(read.Flaw(ca, Make.Noon));
            Assert.True(read.Holds([0xB7]));
        }
    }

    [Fact]
    public void The_addresses_of_lists_are_read_from_a_certificate_and_only_http_counts()
    {
        Assert.Equal(["http://ca.example/ca.crl"], DistributionPoints.Of(_leaf));
        Assert.Empty(DistributionPoints.Of(_ca.Certificate));
        using var other = _ca.Issue(new LeafRequest { RevocationList = "ldap://ca.example/cn=ca" });
        Assert.Empty(DistributionPoints.Of(other));
    }

    [Fact]
    public void Bytes_that_are_no_list_end_in_the_one_exception_that_is_caught()
    {
        var sound = _ca.RevocationList([_leaf], Week);
        var damaged = Gen.Select(Gen.Int[0, sound.Length - 1], Gen.Byte, Gen.Int[0, sound.Length]);
        damaged.Sample(d =>
        {
            var bytes = sound.ToArray();
            bytes[d.Item1] = d.Item2;
            Read(bytes.AsMemory(0, d.Item3));
            Read(bytes);
        });
        Gen.Byte.Array[0, 200].Sample(bytes => Read(bytes));
    }

    private void Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var list = new RevocationList(bytes);
            list.Flaw(_ca.Certificate, _clock.GetUtcNow());
            list.Holds(_leaf.SerialNumberBytes.Span);
        }
        catch (Exception e) when (e is AsnContentException or CryptographicException)
        {
            // what the readers of lists expect
        }
    }
}
