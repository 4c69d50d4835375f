using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.FaultLab.Certificates;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Certificates as a broken or hostile server sends them: damaged DER, odd names, long chains.</summary>
public sealed class CertificateProperties
{
    private static readonly CertificateAuthority Root = CertificateAuthority.CreateRoot("lab", TimeProvider.System);

    private static readonly byte[][] Samples =
    [
        Root.Certificate.RawData,
        Root.Issue(new LeafRequest()).RawData,
        Root.Issue(new LeafRequest { Key = KeyKind.Rsa1024, SignedWithSha1 = true }).RawData,
        Root.Issue(new LeafRequest { DnsNames = [.. Enumerable.Range(0, 60).Select(i => $"host-{i}.lab.test")] }).RawData,
        Odd("CN=\u001b[2J\u202Etest.bal, O=" + new string('x', 3000), [0x30, 0x82, 0x01, 0x00]),
        Odd("CN=plain", NamesOf("\u001b]0;owned\u0007", "line\r\nbreak", new string('n', 2000))),
    ];

    private static readonly CertificateVerifier Verifier = new(TimeProvider.System);

    private static readonly Gen<TlsOptions> Options = Gen.Bool.Select(asks => new TlsOptions
    {
        TrustedRoots = [Root.Certificate],
        Revocation = asks ? RevocationMode.Crl : RevocationMode.None,
    });

    [Fact]
    public void Every_certificate_is_judged_and_its_texts_are_safe() => Property.Holds(
        Gen.Select(Mutations.Of(Samples), Mutations.Of(Samples).Array[0, 4], Options), input =>
        {
            var (leaf, sent, options) = input;
            var facts = Verifier.Verify([leaf, .. sent], "lab.test", options).Facts;

            Safe.Text(facts.Detail, 300);
            var tls = new TlsFacts { ServerName = "lab.test", Completed = true, Certificate = facts };
            var probe = Classifier.Classify(Make.Seen("tls://lab.test:443") with { Dns = Resolved, Tcp = Connected, Tls = tls });
            Assert.Equal(facts.Problems == CertificateProblems.None, probe.Result == ProbeResult.Success);
            Safe.Outcome(probe);
        }, tries: 500);

    private static DnsFacts Resolved => new() { Name = "lab.test", Source = DnsSource.Server, Addresses = [IPAddress.Loopback] };

    private static TcpFacts Connected => new([new ConnectFacts { Remote = new IPEndPoint(IPAddress.Loopback, 443), Connected = true }], TimeSpan.Zero);

    /// <summary>Self-signed, with any bytes in place of the subject alternative name.</summary>
    private static byte[] Odd(string subject, byte[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509Extension("2.5.29.17", names, critical: false));
        return request.CreateSelfSigned(Make.Noon.AddYears(-1), Make.Noon.AddYears(1)).RawData;
    }

    private static byte[] NamesOf(params string[] names)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in names)
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        return writer.Encode();
    }
}
