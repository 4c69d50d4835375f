using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Diagnosis;

public sealed class UpperConclusionTests
{
    [Fact]
    public void Resolvers_with_different_serials_tell_which_one_is_behind()
    {
        var facts = Facts.Of(Reasons.DnsNameNotFound, "dns://shop.example.com") with
        {
            Resolvers = [Facts.Resolver("192.0.2.53", 3), Facts.Resolver("198.51.100.53", 0, "203.0.113.9")],
            Serials = new Dictionary<string, uint> { ["192.0.2.53"] = 7, ["198.51.100.53"] = 9 },
        };
        var conclusion = Conclusions.Of(facts);
        Assert.Contains("zone serial 7 against 9, so 192.0.2.53 is behind", conclusion.Text, StringComparison.Ordinal);
        Assert.Equal(FaultDomain.Resolver, conclusion.Fault);
    }

    [Fact]
    public void A_resolver_that_is_silent_while_another_answers_is_to_blame()
    {
        var facts = Facts.Of(Reasons.DnsTimeout, "dns://shop.example.com") with
        {
            Resolvers = [Facts.Resolver("192.0.2.53", 0, outcome: DnsOutcome.Silent), Facts.Resolver("198.51.100.53", 0, "203.0.113.9")],
        };
        Assert.Contains("the resolver 192.0.2.53 is not", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolvers_that_agree_on_a_missing_name_put_it_on_the_zone()
    {
        var facts = Facts.Of(Reasons.DnsNameNotFound, "dns://shop.example.com") with { Resolvers = [Facts.Resolver("192.0.2.53", 3), Facts.Resolver("198.51.100.53", 3)] };
        Assert.StartsWith("All 2 resolvers say NXDOMAIN", Conclusions.Of(facts).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_on_a_tls_port_is_told_by_its_first_bytes()
    {
        var conclusion = Conclusions.Of(Facts.Of(Reasons.TlsNotSpoken, "https://shop.example.com:8080/") with { FirstBytes = "HTTP/1.1 400 Bad Request" });
        Assert.Contains("speaks plain HTTP", conclusion.Text, StringComparison.Ordinal);
        Assert.Equal("curl -sI http://shop.example.com:8080/", conclusion.Command);
    }

    [Fact]
    public void Another_protocol_is_quoted()
    {
        var conclusion = Conclusions.Of(Facts.Of(Reasons.HttpInvalidResponse, "http://shop.example.com/") with { FirstBytes = "SSH-2.0-OpenSSH" });
        Assert.Contains("SSH-2.0-OpenSSH", conclusion.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_that_the_server_accepts_are_listed()
    {
        var conclusion = Conclusions.Of(Facts.Of(Reasons.TlsVersionMismatch, "tls://shop.example.com:443") with { TlsVersions = ["TLS 1.1", "TLS 1.0"] });
        Assert.StartsWith("The server accepts TLS 1.1, TLS 1.0 and the monitor asks for 1.2", conclusion.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_certificate_is_shown_with_its_names_and_issuer()
    {
        var certificate = new CertificateFacts
        {
            Subject = "CN=old",
            Issuer = "CN=ca",
            NotBefore = DateTimeOffset.UnixEpoch,
            NotAfter = DateTimeOffset.UnixEpoch.AddDays(1),
            Names = ["old.example.com"],
            Problems = CertificateProblems.Expired,
            Sent = [Element("CN=old", "CN=ca"), Element("CN=ca", "CN=root")],
        };
        var facts = Facts.Of(Reasons.TlsCertExpired, "https://shop.example.com/") with { Certificate = certificate };
        var conclusion = Conclusions.Of(facts);
        Assert.Contains("It is for old.example.com, issued by CN=ca", conclusion.Text, StringComparison.Ordinal);
        Assert.Contains(EvidenceLines.Of(facts), e => e.Check == "Certificate" && e.Result == EvidenceResult.Failed);
        var above = Assert.Single(EvidenceLines.Of(facts), e => e.Check == "Chain");
        Assert.Equal(("CN=ca", EvidenceResult.Passed, "sent as number 2, issued by CN=root, 1970-01-01 to 1970-01-02"), (above.Subject, above.Result, above.Detail));
    }

    [Theory]
    [InlineData(CertificateProblems.IncompleteChain, 1, "CN=ca", "not sent, and not known here")]
    [InlineData(CertificateProblems.UntrustedRoot, 2, "CN=root", "not among the authorities that are trusted here")]
    [InlineData(CertificateProblems.UntrustedRoot, 3, "CN=root", "not among the authorities that are trusted here")]
    public void The_link_that_is_missing_in_a_chain_is_named(CertificateProblems problem, int sent, string missing, string why)
    {
        ChainElement[] chain = [Element("CN=shop", "CN=ca"), Element("CN=ca", "CN=root"), Element("CN=root", "CN=root")];
        var certificate = new CertificateFacts
        {
            Subject = "CN=shop",
            Issuer = "CN=ca",
            NotBefore = DateTimeOffset.UnixEpoch,
            NotAfter = DateTimeOffset.UnixEpoch.AddDays(1),
            Problems = problem,
            Sent = chain[..sent],
        };

        var line = ChainLines.Of(certificate).Last();

        Assert.Equal((missing, EvidenceResult.Failed, why), (line.Subject, line.Result, line.Detail));
    }

    private static ChainElement Element(string subject, string issuer) => new(subject, issuer, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
}
