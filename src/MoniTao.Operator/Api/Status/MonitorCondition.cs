using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Status;

/// <summary>One aspect of the monitor, in the form that Kubernetes tools understand (metav1.Condition).</summary>
public sealed record MonitorCondition
{
    /// <summary>The aspect, such as Reachable or TlsError.</summary>
    [Required]
    [StringLength(316, MinimumLength = 1)]
    public string Type { get; init; } = "";

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [Required]
    [AllowedValues("True", "False", "Unknown")]
    public string Status { get; init; } = "Unknown";

    /// <summary>Why, in one word for programs.</summary>
    [Required]
    [StringLength(1024, MinimumLength = 1)]
    [RegularExpression("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$")]
    public string Reason { get; init; } = "";

    /// <summary>Why, in words for people.</summary>
    /// <remarks>Write no empty text: the server-side apply of Kubernetes 1.20 was seen to turn one into null, and then to refuse the whole status.</remarks>
    [Required]
    [StringLength(32768)]
    public string Message { get; init; } = "";

    /// <summary>When <c>status</c> last changed.</summary>
    [Required]
    public DateTimeOffset LastTransitionTime { get; init; }

    /// <summary>The generation of the spec that this condition is about.</summary>
    [Range(0, long.MaxValue)]
    public long? ObservedGeneration { get; init; }
}
