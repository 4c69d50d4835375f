using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Probing;

/// <summary>A target that answered with a redirect, and what of it is worth a warning although it worked.</summary>
/// <param name="Target">Where the redirect came from.</param>
/// <param name="Dns">Its name resolution.</param>
/// <param name="Certificate">Its certificate; null without TLS.</param>
public sealed record RedirectHop(Target Target, DnsFacts? Dns, CertificateFacts? Certificate)
{
    /// <inheritdoc/>
    public override string ToString() => Target.ToString();
}
