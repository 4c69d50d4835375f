using System.Net;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Tests.Planning;

public class MonitorPlannerTests
{
    private readonly FakeReferences _references = new();

    [Fact]
    public async Task The_shortest_spec_is_planned_with_the_defaults()
    {
        var plan = await PlanAsync("""{"target":"https://Shop.Example/health"}""");

        Assert.Equal("web/shop", plan.Id);
        Assert.Equal("https://shop.example/health", plan.Probe.Target.ToString());
        Assert.Equal(TimeSpan.FromSeconds(10), plan.Probe.Timeout);
        Assert.Equal(new Cadence(), plan.Cadence);
        Assert.Equal([ResolverAddress.System], plan.Probe.Dns.Resolvers);
        Assert.Equal([StatusRange.Success], plan.Probe.Http.ExpectedStatus);
        Assert.Equal((null, SslProtocols.Tls12, TimeSpan.FromDays(14)), (plan.Probe.Tls.ServerName, plan.Probe.Tls.MinimumVersion, plan.Probe.Tls.ExpiryWarning));
        Assert.Null(plan.Probe.Http.BodyPattern);
        Assert.Null(plan.Probe.Http.Authorization);
        Assert.Empty(_references.Asked);
    }

    [Theory]
    [InlineData("{}", RevocationMode.None)]
    [InlineData("""{"revocation":"None"}""", RevocationMode.None)]
    [InlineData("""{"revocation":"CRL"}""", RevocationMode.Crl)]
    public async Task Revocation_is_asked_for_only_when_the_spec_says_so(string tls, RevocationMode mode) =>
        Assert.Equal(mode, (await PlanAsync($$"""{"target":"https://a","tls":{{tls}}}""")).Probe.Tls.Revocation);

    [Fact]
    public async Task Every_field_arrives_in_the_plan()
    {
        var plan = await PlanAsync("""
            {"target":"https://bücher.example","periodSeconds":30,"timeoutSeconds":7,"failureThreshold":3,"successThreshold":4,"retrySeconds":5,
             "dns":{"resolvers":["1.1.1.1","8.8.8.8:5353"],"recordType":"AAAA","expectedAddresses":["2001:db8::2"]},
             "tls":{"serverName":"Bücher.example","minimumVersion":"1.3","expiryWarningDays":0,"insecureSkipVerify":true},
             "http":{"method":"POST","headers":[{"name":"X-A","value":"1"},{"name":"X-A","value":"2"}],"expectedStatus":["200","300-399"],"bodyPattern":"o+k","followRedirects":false}}
            """);

        Assert.Equal(new Cadence { Period = TimeSpan.FromSeconds(30), Retry = TimeSpan.FromSeconds(5), FailureThreshold = 3, SuccessThreshold = 4 }, plan.Cadence);
        Assert.Equal(TimeSpan.FromSeconds(7), plan.Probe.Timeout);
        Assert.Equal(["1.1.1.1", "8.8.8.8:5353"], plan.Probe.Dns.Resolvers.Select(resolver => resolver.ToString()));
        Assert.Equal(AddressRecordType.AAAA, plan.Probe.Dns.RecordType);
        Assert.Equal([IPAddress.Parse("2001:db8::2")], plan.Probe.Dns.ExpectedAddresses);
        Assert.Equal(("xn--bcher-kva.example", SslProtocols.Tls13, true), (plan.Probe.Tls.ServerName, plan.Probe.Tls.MinimumVersion, plan.Probe.Tls.InsecureSkipVerify));
        Assert.Equal(TimeSpan.Zero, plan.Probe.Tls.ExpiryWarning);
        Assert.Equal("POST", plan.Probe.Http.Method);
        Assert.Equal([KeyValuePair.Create("X-A", "1"), KeyValuePair.Create("X-A", "2")], plan.Probe.Http.Headers);
        Assert.Equal([new StatusRange(200, 200), new StatusRange(300, 399)], plan.Probe.Http.ExpectedStatus);
        Assert.False(plan.Probe.Http.FollowRedirects);
        Assert.Matches(plan.Probe.Http.BodyPattern!, "ook");
    }

    [Fact]
    public async Task Without_a_timeout_a_short_period_is_the_timeout() =>
        Assert.Equal(TimeSpan.FromSeconds(5), (await PlanAsync("""{"target":"tcp://a:1","periodSeconds":5}""")).Probe.Timeout);

    [Theory]
    [InlineData("a+b", true)]
    [InlineData("(?=look)(a)\\1", false)]
    public async Task A_body_pattern_runs_in_linear_time_where_it_can_and_always_with_a_limit(string pattern, bool linear)
    {
        var plan = await PlanAsync(System.Text.Json.JsonSerializer.Serialize(new { target = "https://a", http = new { bodyPattern = pattern } }));

        var regex = plan.Probe.Http.BodyPattern!;
        Assert.Equal(linear, regex.Options.HasFlag(RegexOptions.NonBacktracking));
        Assert.Equal(TimeSpan.FromSeconds(1), regex.MatchTimeout);
    }

    [Fact]
    public async Task A_suspended_monitor_is_not_planned_and_its_secrets_are_not_read()
    {
        var result = await ResultAsync("""{"target":"https://a","suspend":true,"http":{"bearerTokenSecretRef":{"name":"api"}}}""");

        Assert.IsType<PlanResult.Suspended>(result);
        Assert.Empty(_references.Asked);
    }

    [Fact]
    public async Task An_invalid_spec_stalls_with_the_path_of_the_field_first()
    {
        var stalled = Assert.IsType<PlanResult.Stalled>(await ResultAsync("""{"target":"https://a","http":{"expectedStatus":["200","2xx"]}}"""));

        Assert.Equal(StallReason.InvalidSpec, stalled.Reason);
        Assert.StartsWith("spec.http.expectedStatus[1]: ", stalled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_of_errors_is_cut()
    {
        var status = string.Join(',', Enumerable.Range(0, 9).Select(number => $"\"{number}\""));

        var stalled = Assert.IsType<PlanResult.Stalled>(await ResultAsync($$$"""{"target":"https://a","http":{"expectedStatus":[{{{status}}}]}}"""));

        Assert.EndsWith("; and 4 more", stalled.Message, StringComparison.Ordinal);
    }

    private async Task<MonitorPlan> PlanAsync(string spec) => Assert.IsType<PlanResult.Planned>(await ResultAsync(spec)).Plan;

    private Task<PlanResult> ResultAsync(string spec) => new MonitorPlanner(_references).PlanAsync(Specs.Monitor(spec), CancellationToken.None);
}
