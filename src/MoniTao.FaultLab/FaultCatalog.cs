using MoniTao.FaultLab.Dns;
using MoniTao.FaultLab.Http;
using MoniTao.FaultLab.Tcp;
using MoniTao.FaultLab.Tls;

namespace MoniTao.FaultLab;

/// <summary>Every fault the lab can make, in the order in which a probe would meet it: DNS, TCP, TLS, HTTP.</summary>
public static class FaultCatalog
{
    /// <summary>The whole list; starting it is the business of <see cref="FaultLabHost"/>.</summary>
    public static IReadOnlyList<FaultDefinition> All { get; } =
        [.. DnsFaults.All, .. TcpFaults.All, .. TlsFaults.All, .. CertificateFaults.All, .. RevocationFaults.All, .. HttpFaults.All];
}
