using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>What one layer said.</summary>
public sealed record LayerStatus
{
    /// <summary>The layer: DNS, ICMP, TCP, TLS or HTTP.</summary>
    [Required]
    [StringLength(StatusLimits.Word, MinimumLength = 1)]
    public string Name { get; init; } = "";

    /// <summary><c>Passed</c>, <c>Failed</c>, or <c>NotReached</c> when an earlier layer failed.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Result { get; init; }

    /// <summary>How long the layer took, in milliseconds.</summary>
    public double? DurationMilliseconds { get; init; }

    /// <summary>What was seen, such as the addresses, the version of TLS or the status code.</summary>
    [StringLength(StatusLimits.Message)]
    public string? Detail { get; init; }
}
