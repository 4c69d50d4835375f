using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>The share of known time in which the target was up, from 0 to 1. Maintenance and time without a verdict do not count.</summary>
public sealed record AvailabilityStatus
{
    /// <summary>Over the last hour.</summary>
    [Range(0.0, 1.0)]
    public double? Hour { get; init; }

    /// <summary>Over the last 24 hours.</summary>
    [Range(0.0, 1.0)]
    public double? Day { get; init; }

    /// <summary>Over the last 7 days.</summary>
    [Range(0.0, 1.0)]
    public double? Week { get; init; }
}
