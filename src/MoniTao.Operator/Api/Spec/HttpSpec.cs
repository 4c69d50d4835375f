using System.ComponentModel.DataAnnotations;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Api.Spec;

/// <summary>What is asked of an HTTP server and which answer is expected.</summary>
[Rule("http-one-secret", "!has(self.bearerTokenSecretRef) || !has(self.basicAuthSecretRef)",
    "bearerTokenSecretRef and basicAuthSecretRef exclude each other: a request has one Authorization header", FieldPath = ".basicAuthSecretRef")]
[Rule("http-one-authorization",
    "!(has(self.bearerTokenSecretRef) || has(self.basicAuthSecretRef)) || !has(self.headers) || !self.headers.exists(h, h.name.lowerAscii() == 'authorization')",
    "the Authorization header is given twice: in headers and by a Secret", FieldPath = ".headers")]
[Rule("http-head-has-no-body", "!has(self.bodyPattern) || self.bodyPattern == '' || self.method != 'HEAD'",
    "the answer to HEAD has no body, so bodyPattern can never match: use GET", FieldPath = ".bodyPattern")]
public sealed record HttpSpec
{
    /// <summary>The request method. The request has no body.</summary>
    [AllowedValues("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH")]
    public string Method { get; init; } = "GET";

    /// <summary>Headers of the request, in order; a name may repeat. Secrets do not belong here but in a Secret.</summary>
    [MaxLength(32)]
    public IReadOnlyList<HttpHeader> Headers { get; init; } = [];

    /// <summary>Status codes that count as success, each a code such as <c>"204"</c> or a range such as <c>"200-299"</c>.</summary>
    [MinLength(1), MaxLength(16)]
    [ListType("set")]
    [Items(7, Pattern = "^[1-5][0-9][0-9](-[1-5][0-9][0-9])?$", PatternMessage = "a status is a code from 100 to 599 or a range of two, such as \"200-299\"")]
    [Rule("http-status-range-ascends", "self.all(r, size(r) != 7 || r.substring(0, 3) <= r.substring(4))",
        "a range of status codes must not start above its end")]
    public IReadOnlyList<string> ExpectedStatus { get; init; } = ["200-299"];

    /// <summary>A .NET regular expression that the body must match somewhere. Empty: any body.</summary>
    [StringLength(1024)]
    public string BodyPattern { get; init; } = "";

    /// <summary>True follows redirects, at most 10. False judges the redirect itself, so <c>expectedStatus</c> should name it.</summary>
    public bool FollowRedirects { get; init; } = true;

    /// <summary>A Secret with a token, sent as <c>Authorization: Bearer …</c> to the origin of the target and nowhere else.</summary>
    public SecretKeyReference? BearerTokenSecretRef { get; init; }

    /// <summary>A Secret with a user name and a password, sent as <c>Authorization: Basic …</c> to the origin of the target and nowhere else.</summary>
    public BasicAuthSecretReference? BasicAuthSecretRef { get; init; }
}
