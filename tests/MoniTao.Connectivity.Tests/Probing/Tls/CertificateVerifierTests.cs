using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.FaultLab.Certificates;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

public sealed class CertificateVerifierTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _time = new(Make.Noon);
    private readonly CertificateVerifier _verifier;
    private readonly CertificateAuthority _root;
    private readonly CertificateAuthority _intermediate;

    public CertificateVerifierTests()
    {
        _verifier = new CertificateVerifier(_time);
        _root = CertificateAuthority.CreateRoot("root", _time);
        _intermediate = _root.CreateIntermediate("intermediate");
    }

    public void Dispose()
    {
        _intermediate.Dispose();
        _root.Dispose();
    }

    [Fact]
    public void A_chain_that_is_the_same_to_the_byte_is_built_once()
    {
        var sent = Chain();
        var options = Trusting(_root);

        var first = _verifier.Verify(sent, "lab.test", options);
        var again = _verifier.Verify([.. sent.Select(c => c.ToArray())], "lab.test", Trusting(_root));

        Assert.Equal(CertificateProblems.None, first.Facts.Problems);
        Assert.Same(first, again);
        Assert.Equal(1, _verifier.Built);
    }

    [Fact]
    public void Another_leaf_another_name_and_other_roots_are_judged_for_themselves()
    {
        using var stranger = CertificateAuthority.CreateRoot("stranger", _time);
        var sent = Chain();
        var options = Trusting(_root);

        Assert.Equal(CertificateProblems.None, Problems(sent, options));
        Assert.Equal(CertificateProblems.None, Problems(Chain(), options));
        Assert.Equal(CertificateProblems.NameMismatch, Problems(sent, options, "other.example"));
        Assert.Equal(CertificateProblems.UntrustedRoot, Problems(sent, Trusting(stranger)));
        Assert.Equal(CertificateProblems.UntrustedRoot, Problems(sent, new TlsOptions()));
        Assert.Equal(CertificateProblems.IncompleteChain, Problems(sent[..1], options));
        Assert.Equal(6, _verifier.Built);
    }

    [Fact]
    public void After_ten_minutes_a_chain_is_built_again()
    {
        var sent = Chain();
        _verifier.Verify(sent, "lab.test", Trusting(_root));

        _time.Advance(TimeSpan.FromMinutes(10));
        _verifier.Verify(sent, "lab.test", Trusting(_root));
        Assert.Equal(1, _verifier.Built);
        _time.Advance(Tick);
        _verifier.Verify(sent, "lab.test", Trusting(_root));

        Assert.Equal(2, _verifier.Built);
    }

    [Fact]
    public void A_certificate_ends_at_its_moment_and_not_when_the_verdict_is_old()
    {
        var sent = Chain(new LeafRequest { ValidUntil = TimeSpan.FromSeconds(90) });
        Assert.Equal(CertificateProblems.None, Problems(sent, Trusting(_root)));

        _time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(CertificateProblems.None, Problems(sent, Trusting(_root)));
        _time.Advance(Tick);

        Assert.Equal(CertificateProblems.Expired, Problems(sent, Trusting(_root)));
        Assert.Equal(2, _verifier.Built);
    }

    [Fact]
    public void A_certificate_begins_at_its_moment()
    {
        var sent = Chain(new LeafRequest { ValidFrom = TimeSpan.FromSeconds(90) });
        Assert.Equal(CertificateProblems.NotYetValid, Problems(sent, Trusting(_root)));

        _time.Advance(TimeSpan.FromSeconds(90) - Tick);
        Assert.Equal(CertificateProblems.NotYetValid, Problems(sent, Trusting(_root)));
        _time.Advance(Tick);

        Assert.Equal(CertificateProblems.None, Problems(sent, Trusting(_root)));
        Assert.Equal(2, _verifier.Built);
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_a_verdict_void()
    {
        var clock = new FakeTimeProvider(Make.Noon - TimeSpan.FromMinutes(1));
        var verifier = new CertificateVerifier(new SetBack(_time, clock));
        var sent = Chain();

        verifier.Verify(sent, "lab.test", Trusting(_root));
        verifier.Verify(sent, "lab.test", Trusting(_root));

        Assert.Equal(2, verifier.Built);
    }

    [Fact]
    public void Issuers_are_asked_of_an_accepted_chain_that_is_judged()
    {
        var sent = Chain();
        var options = Trusting(_root) with { Revocation = RevocationMode.Crl };

        Assert.Equal(2, _verifier.Verify(sent, "lab.test", options).Candidates.Count);
        Assert.Empty(_verifier.Verify(sent, "other.example", options).Candidates);
        Assert.Empty(_verifier.Verify(sent, "lab.test", options with { Revocation = RevocationMode.None }).Candidates);
        Assert.Empty(_verifier.Verify(sent, "lab.test", options with { InsecureSkipVerify = true }).Candidates);
    }

    [Fact]
    public void What_was_sent_is_told_once_and_in_its_order()
    {
        var sent = Chain();

        var facts = _verifier.Verify([sent[0], sent[0], sent[1], sent[1], _root.Certificate.RawData], "lab.test", Trusting(_root)).Facts;

        Assert.Equal(["CN=localhost", _intermediate.Certificate.Subject, _root.Certificate.Subject], facts.Sent.Select(c => c.Subject));
        Assert.Equal(Make.Noon.AddDays(365), facts.ChainNotAfter); // the leaf's, the first to end
    }

    [Fact]
    public void Bytes_that_are_no_certificate_are_a_verdict()
    {
        var facts = _verifier.Verify([[0x30, 0x00], [1, 2, 3]], "lab.test", new TlsOptions()).Facts;

        Assert.Equal((CertificateProblems.Invalid, "it can't be decoded"), (facts.Problems, facts.Detail));
    }

    [Fact]
    public async Task Probes_that_come_at_once_agree()
    {
        var sent = Chain();
        var options = Trusting(_root);

        var verdicts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(
            () => _verifier.Verify(sent, i % 2 == 0 ? "lab.test" : "other.example", options).Facts.Problems)));

        Assert.Equal(100, verdicts.Count(p => p == CertificateProblems.None));
        Assert.Equal(100, verdicts.Count(p => p == CertificateProblems.NameMismatch));
    }

    private CertificateProblems Problems(byte[][] sent, TlsOptions options, string name = "lab.test") =>
        _verifier.Verify(sent, name, options).Facts.Problems;

    private byte[][] Chain(LeafRequest? request = null)
    {
        using var leaf = _intermediate.Issue(request ?? new LeafRequest());
        return [leaf.RawData, _intermediate.Certificate.RawData];
    }

    private static TlsOptions Trusting(CertificateAuthority root) => new() { TrustedRoots = [X509CertificateLoader.LoadCertificate(root.Certificate.RawData)] };

    /// <summary>Says one time, and from the second question on an earlier one.</summary>
    private sealed class SetBack(TimeProvider first, TimeProvider then) : TimeProvider
    {
        private int _asked;

        public override DateTimeOffset GetUtcNow() => (_asked++ == 0 ? first : then).GetUtcNow();
    }
}
