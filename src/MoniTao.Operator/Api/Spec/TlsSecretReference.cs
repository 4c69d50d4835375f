using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Spec;

/// <summary>A Secret in the namespace of the monitor with a certificate and its private key; the keys are those of type <c>kubernetes.io/tls</c>.</summary>
public sealed record TlsSecretReference
{
    /// <summary>The name of the Secret.</summary>
    [Required]
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.Pattern, ErrorMessage = ObjectNames.Message)]
    public string Name { get; init; } = "";

    /// <summary>The key of the certificate, in PEM.</summary>
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.KeyPattern, ErrorMessage = ObjectNames.KeyMessage)]
    public string CertificateKey { get; init; } = "tls.crt";

    /// <summary>The key of the private key, in PEM and not encrypted.</summary>
    [StringLength(ObjectNames.MaximumLength, MinimumLength = 1)]
    [RegularExpression(ObjectNames.KeyPattern, ErrorMessage = ObjectNames.KeyMessage)]
    public string PrivateKeyKey { get; init; } = "tls.key";
}
