using System.ComponentModel.DataAnnotations;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Api.Spec;

/// <summary>How TLS is spoken and what of the certificate is demanded.</summary>
[Rule("tls-authority-is-used", "!has(self.caConfigMapRef) || !has(self.insecureSkipVerify) || !self.insecureSkipVerify",
    "insecureSkipVerify accepts any certificate, so caConfigMapRef would have no effect: remove one of the two", FieldPath = ".caConfigMapRef")]
[Rule("tls-revocation-is-asked", "!has(self.revocation) || self.revocation == 'None' || !has(self.insecureSkipVerify) || !self.insecureSkipVerify",
    "insecureSkipVerify accepts any certificate, so revocation would have no effect: remove one of the two", FieldPath = ".revocation")]
public sealed record TlsSpec
{
    /// <summary>The name that is sent to the server (SNI) and expected in its certificate. Empty: the host of the target.</summary>
    [StringLength(253)]
    [RegularExpression(@"^[^\s/:@\[\]]*$", ErrorMessage = "serverName is a host name, without scheme, port and path")]
    public string ServerName { get; init; } = "";

    /// <summary>The oldest version of TLS that is accepted, as a string: <c>"1.2"</c> or <c>"1.3"</c>.</summary>
    [AllowedValues("1.2", "1.3")]
    public string MinimumVersion { get; init; } = "1.2";

    /// <summary>Days before its end at which a certificate raises the condition CertificateExpiring. 0 turns the warning off.</summary>
    [Range(0, 3650)]
    public int ExpiryWarningDays { get; init; } = 14;

    /// <summary>
    /// Whether it is asked if an issuer took a certificate of the chain back: <c>None</c>, or <c>CRL</c> to look it up in the lists that the
    /// certificates name. Those are fetched over http from wherever a trusted authority says; a list that can't be had is no failure.
    /// </summary>
    [AllowedValues("None", "CRL")]
    public string Revocation { get; init; } = "None";

    /// <summary>True records the certificate without judging it. For diagnosis only.</summary>
    public bool InsecureSkipVerify { get; init; }

    /// <summary>A ConfigMap with the authorities to trust in place of the system's, in PEM.</summary>
    public ConfigMapKeyReference? CaConfigMapRef { get; init; }

    /// <summary>A Secret of type <c>kubernetes.io/tls</c> with the certificate and key to present when the server asks for one.</summary>
    public TlsSecretReference? ClientCertificateSecretRef { get; init; }
}
