using MoniTao.Connectivity.Model;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Tests.Planning;

public class FingerprintTests
{
    private const string Base = """{"target":"https://a"}""";
    private readonly FakeReferences _references = new FakeReferences().Secret("api", ("token", "one"));

    [Theory]
    [InlineData("""{"target":"https://a"}""")]
    [InlineData("""{"target":"https://A/"}""")]
    [InlineData("""{"target":"https://a:443","periodSeconds":60,"timeoutSeconds":10,"dns":{},"tls":{},"http":{},"maintenance":[]}""")]
    public async Task Specs_that_mean_the_same_have_equal_fingerprints(string spec)
    {
        var (first, second) = (await PlanAsync(Base), await PlanAsync(spec));

        Assert.Equal(first.ProbeFingerprint, second.ProbeFingerprint);
        Assert.Equal(first.Fingerprint, second.Fingerprint);
    }

    [Theory]
    [InlineData("""{"target":"https://b"}""")]
    [InlineData("""{"target":"https://a/x"}""")]
    [InlineData("""{"target":"https://a","timeoutSeconds":9}""")]
    [InlineData("""{"target":"https://a","dns":{"recordType":"A"}}""")]
    [InlineData("""{"target":"https://a","tls":{"insecureSkipVerify":true}}""")]
    [InlineData("""{"target":"https://a","tls":{"revocation":"CRL"}}""")]
    [InlineData("""{"target":"https://a","http":{"headers":[{"name":"a","value":"b"}]}}""")]
    [InlineData("""{"target":"https://a","http":{"bearerTokenSecretRef":{"name":"api"}}}""")]
    public async Task What_a_probe_sees_changes_both(string spec)
    {
        var (first, second) = (await PlanAsync(Base), await PlanAsync(spec));

        Assert.NotEqual(first.ProbeFingerprint, second.ProbeFingerprint);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Theory]
    [InlineData("""{"target":"https://a","periodSeconds":61}""")]
    [InlineData("""{"target":"https://a","retrySeconds":3}""")]
    [InlineData("""{"target":"https://a","failureThreshold":3}""")]
    [InlineData("""{"target":"https://a","successThreshold":3}""")]
    [InlineData("""{"target":"https://a","maintenance":[{"schedule":"@daily","durationSeconds":60}]}""")]
    [InlineData("""{"target":"https://a","alert":{"severity":"warning"}}""")]
    public async Task What_a_probe_does_not_see_changes_only_the_fingerprint_of_the_plan(string spec)
    {
        var (first, second) = (await PlanAsync(Base), await PlanAsync(spec));

        Assert.Equal(first.ProbeFingerprint, second.ProbeFingerprint);
        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public async Task A_rotated_secret_changes_the_plan_and_not_what_is_probed()
    {
        const string spec = """{"target":"https://a","http":{"bearerTokenSecretRef":{"name":"api"}}}""";
        var first = await PlanAsync(spec);
        _references.Secret("api", ("token", "two"));
        var second = await PlanAsync(spec);
        _references.Secret("api", ("token", "one"), ("unrelated", "x"));

        Assert.NotEqual(first.Fingerprint, second.Fingerprint);
        Assert.Equal(first.ProbeFingerprint, second.ProbeFingerprint);
        Assert.Equal(first.Fingerprint, (await PlanAsync(spec)).Fingerprint);
    }

    [Fact]
    public async Task The_order_of_labels_does_not_matter()
    {
        var first = await PlanAsync("""{"target":"https://a","alert":{"labels":{"a":"1","b":"2"}}}""");

        Assert.Equal(first.Fingerprint, (await PlanAsync("""{"target":"https://a","alert":{"labels":{"b":"2","a":"1"}}}""")).Fingerprint);
    }

    /// <summary>A fingerprint may be kept across versions of the program, so a change of it must be meant.</summary>
    [Fact]
    public async Task A_fingerprint_is_a_SHA256_in_hexadecimal() => Assert.Matches("^[0-9a-f]{64}$", (await PlanAsync(Base)).Fingerprint);

    private async Task<MonitorPlan> PlanAsync(string spec) =>
        Assert.IsType<PlanResult.Planned>(await new MonitorPlanner(_references).PlanAsync(Specs.Monitor(spec), CancellationToken.None)).Plan;
}
