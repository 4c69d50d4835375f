using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>How the target is now, and why.</summary>
public sealed record VerdictStatus
{
    /// <summary><c>Up</c>, <c>Down</c> or <c>Unknown</c>.</summary>
    [StringLength(StatusLimits.Word)]
    public string? State { get; init; }

    /// <summary>Why, in one word: the name of a page under docs/runbooks.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Reason { get; init; }

    /// <summary>The layer that fails: DNS, ICMP, TCP, TLS, HTTP, or Prober when the cause is with the operator itself.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Layer { get; init; }

    /// <summary>Since when the state stands.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What was seen.</summary>
    [StringLength(StatusLimits.Message)]
    public string? Message { get; init; }

    /// <summary>What to check next.</summary>
    [StringLength(StatusLimits.Message)]
    public string? Hint { get; init; }

    /// <summary>The page that tells what to do: <c>spec.alert.runbookUrl</c>, or the one of the reason. Absent while nothing is wrong.</summary>
    [StringLength(StatusLimits.Name)]
    public string? RunbookUrl { get; init; }
}
