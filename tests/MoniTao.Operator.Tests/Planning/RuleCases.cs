namespace MoniTao.Operator.Tests.Planning;

/// <summary>For each rule, by id: specs that break it, and specs that come close and do not.</summary>
internal static class RuleCases
{
    public static readonly (string Id, string Path, string Spec)[] Broken =
    [
        ("target-no-user-information", "spec.target", """{"target":"https://user:secret@host/"}"""),
        ("target-no-user-information", "spec.target", """{"target":"tcp://user@host:1"}"""),
        ("target-ipv6-in-brackets", "spec.target", """{"target":"tcp://2001:db8::1"}"""),
        ("target-ipv6-in-brackets", "spec.target", """{"target":"icmp://fe80::1"}"""),
        ("target-no-empty-label", "spec.target", """{"target":"https://a..b/"}"""),
        ("target-no-empty-label", "spec.target", """{"target":"dns://.a"}"""),
        ("target-host-length", "spec.target", """{"target":"https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example"}"""),
        ("target-port-needed", "spec.target", """{"target":"tcp://host"}"""),
        ("target-port-needed", "spec.target", """{"target":"tls://[::1]"}"""),
        ("target-port-needed", "spec.target", """{"target":"tcp://host:80/path"}"""),
        ("target-port-in-range", "spec.target", """{"target":"tcp://host:0"}"""),
        ("target-port-in-range", "spec.target", """{"target":"https://host:70000/"}"""),
        ("target-port-in-range", "spec.target", """{"target":"https://host:65536"}"""),
        ("target-port-in-range", "spec.target", """{"target":"http://host:/"}"""),
        ("target-port-in-range", "spec.target", """{"target":"tcp://[::1]:http"}"""),
        ("target-host-only", "spec.target", """{"target":"icmp://host/path"}"""),
        ("target-host-only", "spec.target", """{"target":"dns://name:53"}"""),
        ("target-dns-of-name", "spec.target", """{"target":"dns://192.0.2.1"}"""),
        ("target-dns-of-name", "spec.target", """{"target":"dns://[2001:db8::1]"}"""),
        ("timeout-within-period", "spec.timeoutSeconds", """{"target":"tcp://a:1","periodSeconds":10,"timeoutSeconds":11}"""),
        ("retry-within-period", "spec.retrySeconds", """{"target":"tcp://a:1","periodSeconds":10,"retrySeconds":11}"""),
        ("http-section-applies", "spec.http", """{"target":"tcp://a:1","http":{}}"""),
        ("tls-section-applies", "spec.tls", """{"target":"icmp://a","tls":{}}"""),
        ("tls-revocation-is-asked", "spec.tls.revocation", """{"target":"https://a","tls":{"insecureSkipVerify":true,"revocation":"CRL"}}"""),
        ("tls-authority-is-used", "spec.tls.caConfigMapRef", """{"target":"https://a","tls":{"insecureSkipVerify":true,"caConfigMapRef":{"name":"ca"}}}"""),
        ("http-one-secret", "spec.http.basicAuthSecretRef", """{"target":"https://a","http":{"bearerTokenSecretRef":{"name":"a"},"basicAuthSecretRef":{"name":"b"}}}"""),
        ("http-one-authorization", "spec.http.headers", """{"target":"https://a","http":{"bearerTokenSecretRef":{"name":"a"},"headers":[{"name":"AUTHORIZATION","value":"x"}]}}"""),
        ("http-head-has-no-body", "spec.http.bodyPattern", """{"target":"https://a","http":{"method":"HEAD","bodyPattern":"ok"}}"""),
        ("http-status-range-ascends", "spec.http.expectedStatus", """{"target":"https://a","http":{"expectedStatus":["200","299-200"]}}"""),
        ("http-header-is-free", "spec.http.headers[1].name", """{"target":"https://a","http":{"headers":[{"name":"Accept","value":"a"},{"name":"Content-Length","value":"3"}]}}"""),
        ("http-header-is-free", "spec.http.headers[0].name", """{"target":"https://a","http":{"headers":[{"name":"connection","value":"keep-alive"}]}}"""),
    ];

    public static readonly string[] Kept =
    [
        """{"target":"https://shop.example.com/health?a=b@c:d"}""",
        """{"target":"https://host:443"}""",
        """{"target":"https://host:65535?x"}""",
        """{"target":"http://[2001:db8::1]/a..b"}""",
        """{"target":"http://[2001:db8::1]:8080/"}""",
        """{"target":"tls://host:443"}""",
        """{"target":"tcp://[::1]:1/"}""",
        """{"target":"tcp://192.0.2.1:00022"}""",
        """{"target":"icmp://[::1]"}""",
        """{"target":"icmp://192.0.2.1"}""",
        """{"target":"dns://example.com."}""",
        """{"target":"dns://4.example"}""",
        """{"target":"https://bücher.example/"}""",
        """{"target":"https://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example"}""",
        """{"target":"tcp://a:1","periodSeconds":10,"timeoutSeconds":10,"retrySeconds":10}""",
        """{"target":"tcp://a:1","periodSeconds":5}""",
        """{"target":"http://a","tls":{},"http":{}}""",
        """{"target":"tls://a:1","tls":{"insecureSkipVerify":true}}""",
        """{"target":"https://a","tls":{"insecureSkipVerify":false,"caConfigMapRef":{"name":"ca"}}}""",
        """{"target":"https://a","http":{"method":"HEAD","bodyPattern":"","headers":[{"name":"Authorization","value":"x"},{"name":"Host","value":"b:1"}]}}""",
        """{"target":"https://a","http":{"expectedStatus":["200","200-200","100-599"],"basicAuthSecretRef":{"name":"b"},"headers":[{"name":"Accept","value":"*/*"}]}}""",
        """{"target":"https://a","dns":{"resolvers":["system","1.1.1.1","8.8.8.8:53","[2001:db8::1]:53","2001:db8::1"],"expectedAddresses":["192.0.2.1","2001:db8::1"]}}""",
        """{"target":"https://a","maintenance":[{"schedule":"0 2 * * 0","durationSeconds":3600,"timeZone":"Europe/Paris"},{"schedule":"@daily","durationSeconds":60}]}""",
        """{"target":"https://a","alert":{"severity":"page","labels":{"team":"web"},"runbookUrl":"https://wiki.example/x"}}""",
    ];
}
