using System.ComponentModel.DataAnnotations;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Api.Spec;

/// <summary>One header of the request.</summary>
[Rule("http-header-is-free",
    "!(self.name.lowerAscii() in ['connection', 'content-length', 'expect', 'keep-alive', 'proxy-authorization', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'])",
    "the probe sets this header itself, or it belongs to the connection and not to the request (RFC 9110, 7.6.1): remove it", FieldPath = ".name")]
public sealed record HttpHeader
{
    /// <summary>
    /// The name of the header. <c>Host</c> replaces the host of the target. Headers of the connection, such as <c>Connection</c> or
    /// <c>Content-Length</c>, are refused.
    /// </summary>
    [Required]
    [StringLength(128, MinimumLength = 1)]
    [RegularExpression("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", ErrorMessage = "a header name has letters, digits, hyphens and few other characters (RFC 9110, 5.6.2)")]
    public string Name { get; init; } = "";

    /// <summary>The value of the header, in ASCII.</summary>
    [Required]
    [StringLength(4096)]
    [RegularExpression(@"^[\t\x20-\x7E]*$", ErrorMessage = "a header value has printable ASCII characters only: no line break, no control character")]
    public string Value { get; init; } = "";
}
