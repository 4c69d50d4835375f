using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>One line of evidence.</summary>
public sealed record EvidenceStatus
{
    /// <summary>What was tried, such as Ping, Address, Resolver, Port or Path.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Check { get; init; }

    /// <summary>Of what.</summary>
    [StringLength(StatusLimits.Name)]
    public string? Subject { get; init; }

    /// <summary><c>Passed</c>, <c>Failed</c>, or <c>Missing</c> when it could not be found out.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Result { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public double? DurationMilliseconds { get; init; }

    /// <summary>What was seen.</summary>
    [StringLength(StatusLimits.Message)]
    public string? Detail { get; init; }
}
