using System.Net;
using System.Security.Authentication;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Diagnosis;

public sealed class LayerCommandsTests
{
    private static readonly ResolverAddress Own = new(new IPEndPoint(IPAddress.Parse("127.0.0.53"), 5353));

    [Fact]
    public void Each_layer_that_was_reached_has_its_command() => Assert.Equal(
        [
            "dig +search shop.example.com A shop.example.com AAAA",
            "nc -vz -w 10 192.0.2.1 443",
            "openssl s_client -connect 192.0.2.1:443 -servername shop.example.com -verify_hostname shop.example.com -min_protocol TLSv1.2 -showcerts </dev/null",
            "curl -v --max-time 10 https://shop.example.com/health",
        ],
        Commands(Spec("https://shop.example.com/health"), Reasons.TlsCertExpired));

    [Fact]
    public void A_path_that_fails_is_traced() => Assert.Equal(
        ["nc -vz -w 10 192.0.2.1 443", "ping -c 3 -W 2 192.0.2.1", "sudo traceroute -n -T -p 443 192.0.2.1", "tracepath -n 192.0.2.1"],
        Commands(Spec("tcp://192.0.2.1:443"), Reasons.TcpTimedOut));

    [Fact]
    public void Addresses_of_version_6_have_brackets_where_a_port_follows_and_the_option_elsewhere()
    {
        var commands = Commands(Spec("https://[2001:db8::1]/"), Reasons.TcpTimedOut, "2001:db8::1");

        Assert.Contains("nc -6 -vz -w 10 2001:db8::1 443", commands);
        Assert.Contains("ping -6 -c 3 -W 2 2001:db8::1", commands);
        Assert.Contains("curl -v --max-time 10 'https://[2001:db8::1]'", commands);
        Assert.Contains("openssl s_client -connect '[2001:db8::1]:443' -noservername -verify_ip 2001:db8::1 ", string.Join('\n', Commands(Spec("https://[2001:db8::1]/"), Reasons.TlsReset, "2001:db8::1")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_resolver_that_was_asked_is_asked_and_curl_is_given_its_answer()
    {
        var spec = Spec("https://shop.example.com/") with { Dns = new DnsOptions { Resolvers = [Own, ResolverAddress.System], RecordType = AddressRecordType.A } };

        var commands = Commands(spec, Reasons.HttpServerError);

        Assert.Equal(["dig @127.0.0.53 -p 5353 shop.example.com A", "dig +search shop.example.com A"], commands.Take(2));
        Assert.Equal("curl -v --max-time 10 --resolve shop.example.com:443:192.0.2.1 https://shop.example.com", commands[^1]);
    }

    [Fact]
    public void Another_server_name_is_sent_to_the_same_place_with_the_same_Host()
    {
        var spec = Spec("https://192.0.2.1:8443/") with { Tls = new TlsOptions { ServerName = "shop.example.com", MinimumVersion = SslProtocols.Tls13 } };

        var commands = Commands(spec, Reasons.HttpServerError);

        Assert.Contains("-connect 192.0.2.1:8443 -servername shop.example.com -verify_hostname shop.example.com -min_protocol TLSv1.3", commands[^2], StringComparison.Ordinal);
        Assert.Equal("curl -v --max-time 10 --tlsv1.3 --connect-to shop.example.com:8443:192.0.2.1:8443 -H 'Host: 192.0.2.1:8443' https://shop.example.com:8443", commands[^1]);
    }

    [Fact]
    public void Authorities_and_the_will_to_go_without_are_handed_on()
    {
        var spec = Spec("https://shop.example.com/") with { Timeout = TimeSpan.FromMilliseconds(500), Tls = new TlsOptions { InsecureSkipVerify = true } };

        var commands = Commands(spec, Reasons.TlsCertExpired, caFile: "my roots.pem");

        Assert.Contains(" -CAfile 'my roots.pem' ", commands[^2], StringComparison.Ordinal);
        Assert.Equal("curl -v --max-time 0.5 -k --cacert 'my roots.pem' https://shop.example.com", commands[^1]);
    }

    [Fact]
    public void Values_of_headers_are_variables_unless_they_are_known_to_be_no_secret()
    {
        var spec = Spec("http://shop.example.com/") with
        {
            Http = new HttpOptions
            {
                Method = "HEAD",
                Headers = [new("Accept", "text/html"), new("X-Api-Key", "hunter2"), new("Range", "")],
                Authorization = new Secret("Bearer hunter2"),
            },
        };

        var curl = Commands(spec, Reasons.HttpClientError)[^1];

        Assert.Equal("curl -v --max-time 10 -I -H 'Accept: text/html' -H 'X-Api-Key: '\"$H_X_API_KEY\" -H 'Range;' -H 'Authorization: '\"$H_AUTHORIZATION\" http://shop.example.com", curl);
    }

    [Fact]
    public void What_curl_would_take_for_a_pattern_or_tidy_up_is_sent_as_it_is() =>
        Assert.EndsWith("-g --path-as-is 'http://shop.example.com/../[1-3]{a,b}'", Commands(Spec("http://shop.example.com/../[1-3]{a,b}"), Reasons.HttpClientError)[^1], StringComparison.Ordinal);

    [Fact]
    public void Redirects_are_followed_from_the_target_that_was_given()
    {
        var last = Spec("https://elsewhere.example.com/login").Target;
        var spec = Spec("http://shop.example.com/");

        var commands = LayerCommands.Of(spec, Probe(spec, Reasons.HttpServerError, "192.0.2.2") with { Target = last }).Select(c => c.ToString()).ToList();

        Assert.Equal("dig +search elsewhere.example.com A elsewhere.example.com AAAA", commands[0]);
        Assert.Equal("curl -v --max-time 10 -L --max-redirs 10 http://shop.example.com", commands[^1]);
    }

    [Fact]
    public void There_is_nothing_to_try_when_it_works_or_when_the_prober_is_in_trouble()
    {
        Assert.Empty(Commands(Spec("tcp://192.0.2.1:1"), Reasons.ProberNoRoute));
        Assert.Empty(LayerCommands.Of(Spec("tcp://192.0.2.1:1"), Probe(Spec("tcp://192.0.2.1:1"), null, null)));
    }

    private static List<string> Commands(ProbeSpec spec, Reason reason, string address = "192.0.2.1", string? caFile = null) =>
        [.. LayerCommands.Of(spec, Probe(spec, reason, address), caFile).Select(command => command.ToString())];

    private static ProbeSpec Spec(string target) =>
        TargetParser.TryParse(target, out var parsed, out var error) ? new ProbeSpec { Target = parsed } : throw new ArgumentException(error);

    private static Assessment Probe(ProbeSpec spec, Reason? reason, string? address) => new()
    {
        Result = ProbeResult.Failure,
        Reason = reason,
        Message = "",
        Layers = [.. LayerNames.LayersOf(spec.Target).Select(layer => new LayerResult(layer, layer > reason?.Layer ? LayerOutcome.NotReached : LayerOutcome.Passed, null, ""))],
        StartedAt = DateTimeOffset.UnixEpoch,
        Elapsed = TimeSpan.Zero,
        Target = spec.Target,
        Address = address is null ? null : IPAddress.Parse(address),
    };
}
