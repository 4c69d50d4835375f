using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.FaultLab.Tests.Tls;

/// <summary>What a client that trusts the lab's root alone finds wrong with each certificate.</summary>
public sealed class CertificateFaultsTests
{
    [Theory]
    [InlineData("tls-cert-expired", X509ChainStatusFlags.NotTimeValid, 2)]
    [InlineData("tls-cert-not-yet-valid", X509ChainStatusFlags.NotTimeValid, 2)]
    [InlineData("tls-cert-self-signed", X509ChainStatusFlags.UntrustedRoot, 1)]
    [InlineData("tls-cert-untrusted-root", X509ChainStatusFlags.UntrustedRoot, 2)]
    [InlineData("tls-cert-incomplete-chain", X509ChainStatusFlags.PartialChain, 1)]
    [InlineData("tls-cert-wrong-usage", X509ChainStatusFlags.NotValidForUsage, 2)]
    [InlineData("tls-cert-issuer-no-ca", X509ChainStatusFlags.InvalidBasicConstraints, 3)]
    public async Task Chain_has_this_flaw_and_no_other(string name, X509ChainStatusFlags flaw, int sent)
    {
        var probe = await ProbeAsync(name);
        Assert.Equal(flaw, probe.ChainFlags);
        Assert.Equal(SslPolicyErrors.RemoteCertificateChainErrors, probe.PolicyErrors);
        Assert.Equal(sent, probe.Sent.Count);
    }

    [Fact]
    public async Task Name_mismatch_is_the_only_flaw_of_a_certificate_for_another_name()
    {
        var probe = await ProbeAsync("tls-cert-name-mismatch");
        Assert.Equal(SslPolicyErrors.RemoteCertificateNameMismatch, probe.PolicyErrors);
        Assert.Equal(X509ChainStatusFlags.NoError, probe.ChainFlags);
    }

    [Fact]
    public async Task Expired_certificate_has_ended_and_the_coming_one_has_not_begun()
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        Assert.True((await ProbeAsync("tls-cert-expired")).Sent[0].NotAfter.ToUniversalTime() < now);
        Assert.True((await ProbeAsync("tls-cert-not-yet-valid")).Sent[0].NotBefore.ToUniversalTime() > now);
    }

    [Fact]
    public async Task Weak_key_reaches_the_client_as_1024_bits_of_RSA()
    {
        var probe = await ProbeAsync("tls-cert-weak-key");
        using var key = probe.Sent[0].GetRSAPublicKey();
        Assert.Equal(1024, key!.KeySize);
        Assert.Null(probe.Failure);
    }

    [Fact]
    public async Task Weak_signature_reaches_the_client_as_SHA_1()
    {
        var probe = await ProbeAsync("tls-cert-weak-signature");
        Assert.Equal("1.2.840.10045.4.1", probe.Sent[0].SignatureAlgorithm.Value);
        Assert.Null(probe.Failure);
    }

    [Fact]
    public async Task Expiring_certificate_ends_within_the_days_of_the_warning()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-cert-expiring"]);
        var probe = await TlsProbe.RunAsync(lab["healthy-cert-expiring"]);
        var warnedFrom = TimeProvider.System.GetUtcNow().AddDays(lab["healthy-cert-expiring"].Settings.ExpiryWarningDays!.Value);
        Assert.True(probe.Sent[0].NotAfter.ToUniversalTime() < warnedFrom.UtcDateTime);
        Assert.Equal(SslPolicyErrors.None, probe.PolicyErrors);
    }

    private static async Task<TlsProbe> ProbeAsync(string name)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        var probe = await TlsProbe.RunAsync(lab[name]);
        Assert.Empty(lab.Errors);
        return probe;
    }
}
