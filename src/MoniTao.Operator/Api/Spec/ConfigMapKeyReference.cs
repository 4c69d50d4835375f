using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Spec;

/// <summary>One key of a ConfigMap in the namespace of the monitor.</summary>
public sealed record ConfigMapKeyReference
{
    /// <summary>The name of the ConfigMap.</summary>
    [Required]
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.Pattern, ErrorMessage = ObjectNames.Message)]
    public string Name { get; init; } = "";

    /// <summary>The key in the ConfigMap.</summary>
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.KeyPattern, ErrorMessage = ObjectNames.KeyMessage)]
    public string Key { get; init; } = "ca.crt";
}
