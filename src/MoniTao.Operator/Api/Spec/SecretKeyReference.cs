using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Spec;

/// <summary>One key of a Secret in the namespace of the monitor.</summary>
public sealed record SecretKeyReference
{
    /// <summary>The name of the Secret.</summary>
    [Required]
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.Pattern, ErrorMessage = ObjectNames.Message)]
    public string Name { get; init; } = "";

    /// <summary>The key in the Secret.</summary>
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.KeyPattern, ErrorMessage = ObjectNames.KeyMessage)]
    public string Key { get; init; } = "token";
}
