using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Tests.Planning;

public class SpecValidatorTests
{
    [Theory]
    [InlineData("""{}""", "spec.target", "is required")]
    [InlineData("""{"target":"ftp://host"}""", "spec.target", "scheme \"ftp\" is not supported")]
    [InlineData("""{"target":"host:443"}""", "spec.target", "has no scheme")]
    [InlineData("""{"target":"https://"}""", "spec.target", "the host is empty")]
    [InlineData("""{"target":"https://:443"}""", "spec.target", "the host is empty")]
    [InlineData("""{"target":"https://a b"}""", "spec.target", "white space")]
    [InlineData("""{"target":"https://a\r\nX: y"}""", "spec.target", "control character")]
    [InlineData("""{"target":"https://a%20b"}""", "spec.target", "no host name has")]
    [InlineData("""{"target":"https://256.1.1.1"}""", "spec.target", "neither a name nor an IPv4 address")]
    [InlineData("""{"target":"tcp://[::g]:1"}""", "spec.target", "is not an IPv6 address")]
    [InlineData("""{"target":"https://a","dns":{"resolvers":["resolver.example"]}}""", "spec.dns.resolvers[0]", "address of a DNS server")]
    [InlineData("""{"target":"https://a","dns":{"resolvers":["system","1.1.1.1:0"]}}""", "spec.dns.resolvers[1]", "address of a DNS server")]
    [InlineData("""{"target":"https://a","dns":{"resolvers":["1.1.1.1","1.1.1.1"]}}""", "spec.dns.resolvers", "in the list twice")]
    [InlineData("""{"target":"https://a","dns":{"recordType":"MX"}}""", "spec.dns.recordType", "\"MX\" is none of Any, A, AAAA")]
    [InlineData("""{"target":"https://a","dns":{"expectedAddresses":["127.1"]}}""", "spec.dns.expectedAddresses[0]", "is not an IP address")]
    [InlineData("""{"target":"https://a","dns":{"expectedAddresses":["host"]}}""", "spec.dns.expectedAddresses[0]", "is not an IP address")]
    [InlineData("""{"target":"https://a","tls":{"minimumVersion":"1.1"}}""", "spec.tls.minimumVersion", "none of 1.2, 1.3")]
    [InlineData("""{"target":"https://a","tls":{"serverName":"a..b"}}""", "spec.tls.serverName", "empty label")]
    [InlineData("""{"target":"https://a","http":{"method":"DELETE"}}""", "spec.http.method", "none of GET")]
    [InlineData("""{"target":"https://a","http":{"bodyPattern":"(a"}}""", "spec.http.bodyPattern", "is not a regular expression")]
    [InlineData("""{"target":"https://a","http":{"expectedStatus":["200","2xx"]}}""", "spec.http.expectedStatus[1]", "neither a code from 100 to 599")]
    [InlineData("""{"target":"https://a","http":{"expectedStatus":["600"]}}""", "spec.http.expectedStatus[0]", "neither a code from 100 to 599")]
    [InlineData("""{"target":"https://a","http":{"expectedStatus":[]}}""", "spec.http.expectedStatus", "must not be an empty list")]
    [InlineData("""{"target":"https://a","http":{"headers":[{"name":"X-A","value":"a\r\nX-B: b"}]}}""", "spec.http.headers[0].value", "no line break")]
    [InlineData("""{"target":"https://a","http":{"headers":[{"name":"X A","value":"a"}]}}""", "spec.http.headers[0].name", "a header name has")]
    [InlineData("""{"target":"https://a","http":{"headers":[{"value":"a"}]}}""", "spec.http.headers[0].name", "is required")]
    [InlineData("""{"target":"https://a","http":{"headers":[{"name":"Host","value":"a/b"}]}}""", "spec.http.headers[0].value", "the Host header is a host name")]
    [InlineData("""{"target":"https://a","http":{"bearerTokenSecretRef":{"name":"../other"}}}""", "spec.http.bearerTokenSecretRef.name", "lower-case letters")]
    [InlineData("""{"target":"https://a","maintenance":[{"schedule":"61 * * * *","durationSeconds":60}]}""", "spec.maintenance[0].schedule", "is not a cron expression")]
    [InlineData("""{"target":"https://a","maintenance":[{"schedule":"* * * * * *","durationSeconds":60}]}""", "spec.maintenance[0].schedule", "is not a cron expression")]
    [InlineData("""{"target":"https://a","maintenance":[{"schedule":"0 0 30 2 *","durationSeconds":60}]}""", "spec.maintenance[0].schedule", "never comes due")]
    [InlineData("""{"target":"https://a","maintenance":[{"schedule":"@daily","durationSeconds":60,"timeZone":"Mars/Base"}]}""", "spec.maintenance[0].timeZone", "is not a time zone")]
    [InlineData("""{"target":"https://a","maintenance":[{"schedule":"@daily","durationSeconds":60,"timeZone":"../../passwd"}]}""", "spec.maintenance[0].timeZone", "is not a time zone")]
    [InlineData("""{"target":"https://a","alert":{"labels":{"a-b":"c"}}}""", "spec.alert.labels[a-b]", "a label name has")]
    [InlineData("""{"target":"https://a","alert":{"labels":{"alertname":"c"}}}""", "spec.alert.labels[alertname]", "set from the monitor itself")]
    [InlineData("""{"target":"https://a","alert":{"runbookUrl":"javascript:alert(1)"}}""", "spec.alert.runbookUrl", "must start with http")]
    public void Bad_input_is_reported_with_its_field_and_what_to_do(string spec, string path, string message)
    {
        var error = Assert.Single(SpecValidator.Validate(Specs.Of(spec)));

        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"target":null}""", "spec.target")]
    [InlineData("""{"target":"https://a","maintenance":null}""", "spec.maintenance")]
    [InlineData("""{"target":"https://a","maintenance":[null]}""", "spec.maintenance[0]")]
    [InlineData("""{"target":"https://a","http":{"headers":[null]}}""", "spec.http.headers[0]")]
    [InlineData("""{"target":"https://a","http":{"expectedStatus":null}}""", "spec.http.expectedStatus")]
    [InlineData("""{"target":"https://a","alert":{"labels":{"a":null}}}""", "spec.alert.labels[a]")]
    public void A_null_where_none_may_be_is_an_error_and_no_crash(string spec, string path) =>
        Assert.Contains(SpecValidator.Validate(Specs.Of(spec)), error => error.Path == path);

    [Fact]
    public void A_missing_spec_is_an_error_and_no_crash() => Assert.Equal("spec: is required", Assert.Single(SpecValidator.Validate(null)).ToString());

    [Fact]
    public void A_message_never_repeats_the_password_of_a_URL() =>
        Assert.DoesNotContain(SpecValidator.Validate(new ConnectivityMonitorSpec { Target = "https://user:hunter2@host:99999/" }), error => error.Message.Contains("hunter2", StringComparison.Ordinal));

    [Fact]
    public void Several_errors_are_all_reported()
    {
        var errors = SpecValidator.Validate(Specs.Of("""{"target":"ftp://a","periodSeconds":1,"dns":{"recordType":"MX"}}"""));

        Assert.Equal(["spec.dns.recordType", "spec.periodSeconds", "spec.retrySeconds", "spec.target"], errors.Select(error => error.Path).Order());
    }
}
