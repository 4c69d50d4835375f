using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Spec;

/// <summary>A Secret in the namespace of the monitor with a user name and a password; the keys are those of type <c>kubernetes.io/basic-auth</c>.</summary>
public sealed record BasicAuthSecretReference
{
    /// <summary>The name of the Secret.</summary>
    [Required]
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.Pattern, ErrorMessage = ObjectNames.Message)]
    public string Name { get; init; } = "";

    /// <summary>The key of the user name.</summary>
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.KeyPattern, ErrorMessage = ObjectNames.KeyMessage)]
    public string UsernameKey { get; init; } = "username";

    /// <summary>The key of the password.</summary>
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.KeyPattern, ErrorMessage = ObjectNames.KeyMessage)]
    public string PasswordKey { get; init; } = "password";
}
