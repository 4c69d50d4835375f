using MoniTao.Connectivity.Model;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Tests.Planning;

public class ReferencesTests
{
    private const string Bearer = """{"target":"https://a","http":{"bearerTokenSecretRef":{"name":"api"}}}""";
    private const string Basic = """{"target":"https://a","http":{"basicAuthSecretRef":{"name":"api"}}}""";
    private const string Client = """{"target":"https://a","tls":{"clientCertificateSecretRef":{"name":"mtls"}}}""";
    private const string Authority = """{"target":"https://a","tls":{"caConfigMapRef":{"name":"roots"}}}""";
    private static readonly TestCertificate One = new("one");
    private static readonly TestCertificate Two = new("two");
    private readonly FakeReferences _references = new();

    [Fact]
    public async Task A_token_becomes_a_bearer_header_without_its_final_line_feed()
    {
        _references.Secret("api", ("token", "abc.def\n"));

        Assert.Equal("Bearer abc.def", (await PlanAsync(Bearer)).Probe.Http.Authorization!.Reveal());
        Assert.Equal(["web/api"], _references.Asked);
    }

    [Fact]
    public async Task User_and_password_become_a_basic_header_and_the_Secret_is_read_once()
    {
        _references.Secret("api", ("username", "Aladdin"), ("password", "open sesame"));

        // The example of RFC 7617, 2.
        Assert.Equal("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", (await PlanAsync(Basic)).Probe.Http.Authorization!.Reveal());
        Assert.Single(_references.Asked);
    }

    [Fact]
    public async Task A_client_certificate_comes_with_its_key()
    {
        _references.Secret("mtls", ("tls.crt", One.Pem), ("tls.key", One.Key));

        var certificate = (await PlanAsync(Client)).Probe.Tls.ClientCertificate!;

        Assert.Equal("CN=one", certificate.Subject);
        Assert.True(certificate.HasPrivateKey);
    }

    [Fact]
    public async Task All_authorities_of_a_bundle_are_trusted()
    {
        _references.ConfigMap("roots", ("ca.crt", $"# one\n{One.Pem}\n# two\n{Two.Pem}\n"));

        Assert.Equal(["CN=one", "CN=two"], (await PlanAsync(Authority)).Probe.Tls.TrustedRoots.Select(root => root.Subject));
    }

    [Theory]
    [InlineData(Bearer, StallReason.SecretNotFound, "spec.http.bearerTokenSecretRef: there is no Secret \"api\" in namespace \"web\"")]
    [InlineData(Basic, StallReason.SecretNotFound, "spec.http.basicAuthSecretRef: there is no Secret \"api\" in namespace \"web\"")]
    [InlineData(Client, StallReason.SecretNotFound, "spec.tls.clientCertificateSecretRef: there is no Secret \"mtls\" in namespace \"web\"")]
    [InlineData(Authority, StallReason.ConfigMapNotFound, "spec.tls.caConfigMapRef: there is no ConfigMap \"roots\" in namespace \"web\"")]
    public async Task What_is_missing_is_named(string spec, string reason, string message) =>
        Assert.Equal(new PlanResult.Stalled(reason, message), await ResultAsync(spec));

    [Theory]
    [InlineData(Bearer, StallReason.SecretNotFound, "has no key \"token\"")]
    [InlineData(Basic, StallReason.SecretNotFound, "has no key \"username\"")]
    [InlineData(Client, StallReason.SecretNotFound, "has no key \"tls.crt\"")]
    [InlineData(Authority, StallReason.ConfigMapNotFound, "has no key \"ca.crt\"")]
    public async Task A_missing_key_is_named(string spec, string reason, string message)
    {
        _references.Secret("api", ("other", "x")).Secret("mtls", ("other", "x")).ConfigMap("roots", ("other", "x"));

        var stalled = Assert.IsType<PlanResult.Stalled>(await ResultAsync(spec));

        Assert.Equal(reason, stalled.Reason);
        Assert.Contains(message, stalled.Message, StringComparison.Ordinal);
        Assert.True(StallReason.MayHeal(stalled.Reason));
    }

    [Theory]
    [InlineData(Bearer, "token", "hunter2\r\nX-Injected: 1", StallReason.SecretInvalid)]
    [InlineData(Bearer, "token", " \n", StallReason.SecretInvalid)]
    [InlineData(Basic, "username", "hunter2:x", StallReason.SecretInvalid)]
    [InlineData(Client, "tls.crt", "hunter2", StallReason.SecretInvalid)]
    [InlineData(Client, "tls.key", "hunter2", StallReason.SecretInvalid)]
    [InlineData(Client, "tls.key", "other", StallReason.SecretInvalid)]
    [InlineData(Authority, "ca.crt", "hunter2", StallReason.ConfigMapInvalid)]
    [InlineData(Authority, "ca.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", StallReason.ConfigMapInvalid)]
    public async Task Content_that_can_not_be_used_stalls_and_is_never_quoted(string spec, string key, string value, string reason)
    {
        var content = new Dictionary<string, string> { ["username"] = "u", ["password"] = "p", ["token"] = "t", ["tls.crt"] = One.Pem, ["tls.key"] = One.Key };
        content[key] = value == "other" ? Two.Key : value;
        var data = content.Select(item => (item.Key, item.Value)).ToArray();
        _references.Secret("api", data).Secret("mtls", data).ConfigMap("roots", data);

        var stalled = Assert.IsType<PlanResult.Stalled>(await ResultAsync(spec));

        Assert.Equal(reason, stalled.Reason);
        Assert.StartsWith("spec.", stalled.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_does_not_print_its_secret()
    {
        _references.Secret("api", ("token", "hunter2"));

        Assert.DoesNotContain("hunter2", (await PlanAsync(Bearer)).ToString(), StringComparison.Ordinal);
    }

    private async Task<MonitorPlan> PlanAsync(string spec) => Assert.IsType<PlanResult.Planned>(await ResultAsync(spec)).Plan;

    private Task<PlanResult> ResultAsync(string spec) => new MonitorPlanner(_references).PlanAsync(Specs.Monitor(spec), CancellationToken.None);
}
