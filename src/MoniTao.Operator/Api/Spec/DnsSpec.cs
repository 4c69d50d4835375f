using System.ComponentModel.DataAnnotations;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Api.Spec;

/// <summary>How the name is resolved.</summary>
public sealed record DnsSpec
{
    /// <summary>
    /// The resolvers to ask: <c>system</c> (the resolvers of the operator's pod, with its search list) or the address of a server,
    /// such as <c>1.1.1.1</c> or <c>8.8.8.8:53</c>. The first one decides, the others are compared with it.
    /// </summary>
    [MinLength(1), MaxLength(8)]
    [ListType("set")]
    [Items(64, Pattern = @"^(system|[0-9A-Fa-f.:\[\]]+)$", PatternMessage = "a resolver is \"system\" or the address of a DNS server, such as 1.1.1.1 or 8.8.8.8:53")]
    public IReadOnlyList<string> Resolvers { get; init; } = ["system"];

    /// <summary>Which addresses to ask for: <c>A</c> (IPv4), <c>AAAA</c> (IPv6) or <c>Any</c> (both).</summary>
    [AllowedValues("Any", "A", "AAAA")]
    public string RecordType { get; init; } = "Any";

    /// <summary>When given, every address in the answer must be one of these; any other one fails with DnsUnexpectedAnswer.</summary>
    [MaxLength(32)]
    [ListType("set")]
    [Items(45, Pattern = "^[0-9A-Fa-f.:]+$", PatternMessage = "an expected address is an IPv4 or IPv6 address, without brackets and port")]
    public IReadOnlyList<string> ExpectedAddresses { get; init; } = [];
}
