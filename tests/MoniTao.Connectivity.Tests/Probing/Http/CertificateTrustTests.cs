using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.FaultLab.Certificates;

namespace MoniTao.Connectivity.Tests.Probing.Http;

/// <summary>What is sent over TLS depends on who is at the other end.</summary>
public sealed class CertificateTrustTests : IDisposable
{
    private readonly Prober _prober = new(TimeProvider.System);
    private readonly CertificateAuthority _root = CertificateAuthority.CreateRoot("Test root", TimeProvider.System);

    public void Dispose()
    {
        _prober.Dispose();
        _root.Dispose();
    }

    [Theory]
    [InlineData(true, false, 0)]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 1)]
    public async Task Nothing_is_sent_to_a_server_whose_certificate_is_not_acceptable(bool expired, bool skip, int requests)
    {
        var leaf = expired ? new LeafRequest { ValidUntil = TimeSpan.FromDays(-1) } : new LeafRequest();
        await using var server = new WebServer(_ => WebServer.Ok(), WebServer.Tls(_root, leaf));
        var named = await ProbeAsync($"https://127.0.0.1:{server.Port}/", tls => tls with { InsecureSkipVerify = skip });

        Assert.Equal(expired && !skip ? Reasons.TlsCertExpired : null, named.Reason);
        Assert.Equal(requests, server.Heads.Count(h => h.Contains("Bearer s3cret", StringComparison.Ordinal)));
        Assert.NotNull(named.Certificate);
    }

    [Fact]
    public async Task A_redirect_to_a_server_with_a_bad_certificate_ends_there()
    {
        await using var other = new WebServer(_ => WebServer.Ok(), WebServer.Tls(_root, new LeafRequest { DnsNames = ["other.test"], Addresses = [] }));
        await using var server = new WebServer(_ => WebServer.Redirect($"https://127.0.0.1:{other.Port}/"), WebServer.Tls(_root));
        var named = await ProbeAsync($"https://127.0.0.1:{server.Port}/");

        Assert.Equal(Reasons.TlsCertNameMismatch, named.Reason);
        Assert.Empty(other.Heads);
    }

    [Fact]
    public async Task A_certificate_about_to_end_is_warned_of_also_when_only_a_redirect_shows_it()
    {
        await using var other = new WebServer(_ => WebServer.Ok(), WebServer.Tls(_root));
        await using var server = new WebServer(
            _ => WebServer.Redirect($"https://127.0.0.1:{other.Port}/"), WebServer.Tls(_root, new LeafRequest { ValidUntil = TimeSpan.FromDays(5) }));
        var named = await ProbeAsync($"https://127.0.0.1:{server.Port}/");

        Assert.Null(named.Reason);
        Assert.StartsWith($"The certificate of https://127.0.0.1:{server.Port} ends on ", named.CertificateExpiring, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_name_of_the_spec_is_for_its_own_target()
    {
        await using var other = new WebServer(_ => WebServer.Ok(), WebServer.Tls(_root, new LeafRequest { DnsNames = [] }));
        await using var server = new WebServer(_ => WebServer.Redirect($"https://127.0.0.1:{other.Port}/"), WebServer.Tls(_root, new LeafRequest { Addresses = [] }));
        var named = await ProbeAsync($"https://127.0.0.1:{server.Port}/", tls => tls with { ServerName = "lab.test" });

        Assert.Null(named.Reason);
        Assert.Single(other.Heads);
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_its_own_target_only()
    {
        var shown = new List<string>();
        using var client = _root.Issue(new LeafRequest { CommonName = "client", Usages = [LeafRequest.ClientAuthentication] });
        await using var other = new WebServer(_ => WebServer.Ok(), Asking("other"));
        await using var server = new WebServer(_ => WebServer.Redirect($"https://127.0.0.1:{other.Port}/"), Asking("own"));
        await ProbeAsync($"https://127.0.0.1:{server.Port}/", tls => tls with { ClientCertificate = client });

        Assert.Equal(["own CN=client", "other nobody"], shown);

        SslServerAuthenticationOptions Asking(string name)
        {
            var options = WebServer.Tls(_root);
            options.ClientCertificateRequired = true;
            options.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                lock (shown)
                    shown.Add($"{name} {certificate?.Subject ?? "nobody"}");
                return errors != SslPolicyErrors.None || certificate is not null;
            };
            return options;
        }
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_is_a_warning_also_when_all_is_well()
    {
        await using var server = new WebServer(_ => WebServer.Ok(), WebServer.Tls(_root, new LeafRequest { ValidUntil = TimeSpan.FromDays(5) }));
        var named = await ProbeAsync($"https://127.0.0.1:{server.Port}/");

        Assert.Equal(ProbeResult.Success, named.Result);
        Assert.NotNull(named.CertificateExpiring);
        Assert.Contains("127.0.0.1", named.Certificate!.Names);
    }

    private async Task<Assessment> ProbeAsync(string target, Func<TlsOptions, TlsOptions>? change = null)
    {
        var tls = new TlsOptions { TrustedRoots = [X509CertificateLoader.LoadCertificate(_root.Certificate.RawData)] };
        var spec = Make.Spec(target) with
        {
            Tls = change is null ? tls : change(tls),
            Http = new HttpOptions { Authorization = new Secret("Bearer s3cret") },
        };
        return Classifier.Classify(await _prober.ProbeAsync(spec, CancellationToken.None));
    }
}
