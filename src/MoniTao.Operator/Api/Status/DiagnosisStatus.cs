using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>What was found out about the outage that lasts: taken once when it is confirmed, again at most every ten minutes.</summary>
public sealed record DiagnosisStatus
{
    /// <summary>When the evidence was taken.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The layer that fails.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Layer { get; init; }

    /// <summary>Who has to act: <c>Target</c>, <c>Path</c>, <c>Resolver</c> or <c>Prober</c>.</summary>
    [StringLength(StatusLimits.Word)]
    public string? Fault { get; init; }

    /// <summary>One conclusion from all of the evidence.</summary>
    [StringLength(StatusLimits.Message)]
    public string? Conclusion { get; init; }

    /// <summary>The command to run next.</summary>
    [StringLength(StatusLimits.Message)]
    public string? NextCommand { get; init; }

    /// <summary>The evidence, in the order of the layers.</summary>
    [MaxLength(StatusLimits.Evidence)]
    public IReadOnlyList<EvidenceStatus> Evidence { get; init; } = [];
}
