using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>The certificate that the server showed.</summary>
public sealed record CertificateStatus
{
    /// <summary>Whose certificate it is.</summary>
    [StringLength(StatusLimits.Name)]
    public string? Subject { get; init; }

    /// <summary>Who signed it.</summary>
    [StringLength(StatusLimits.Name)]
    public string? Issuer { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
