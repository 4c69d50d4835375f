using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Planning;

/// <summary>What the references of a monitor hold, decoded.</summary>
internal sealed record Material
{
    /// <summary>The Authorization header, or null.</summary>
    public Secret? Authorization { get; init; }

    /// <summary>The certificate to present, with its key, or null.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>The authorities to trust in place of the system's; empty for the system's.</summary>
    public IReadOnlyList<X509Certificate2> TrustedRoots { get; init; } = [];

    /// <summary>A SHA-256 over all of it, in hexadecimal: equal content, equal digest, whatever the resource versions.</summary>
    public required string Digest { get; init; }
}
