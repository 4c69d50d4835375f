using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>One time in which the target was down.</summary>
public sealed record OutageStatus
{
    /// <summary>When the first failure was seen.</summary>
    [Required]
    public DateTimeOffset Start { get; init; }

    /// <summary>When the first success after it was seen; absent while it lasts.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Why it failed, in one word.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Reason { get; init; }

    /// <summary>The layer that failed.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Layer { get; init; }

    /// <summary>What was seen.</summary>
    [StringLength(StatusLimits.Message)]
    public string? Message { get; init; }
}
