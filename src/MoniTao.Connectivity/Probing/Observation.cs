using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Probing;

/// <summary>
/// All that one probe saw, without an opinion. A stage that was not reached, and a fact that this platform can't give, is null:
/// the Classifier is coarser then, never wrong.
/// </summary>
public sealed record Observation
{
    /// <summary>What was asked.</summary>
    public required ProbeSpec Spec { get; init; }

    /// <summary>What was probed last: the target of the spec, or where its redirects led.</summary>
    public required Target Target { get; init; }

    /// <summary>When the probe started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the whole probe took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Name resolution.</summary>
    public DnsFacts? Dns { get; init; }

    /// <summary>The TCP connections tried.</summary>
    public TcpFacts? Tcp { get; init; }

    /// <summary>The TLS handshake.</summary>
    public TlsFacts? Tls { get; init; }

    /// <summary>The HTTP exchange.</summary>
    public HttpFacts? Http { get; init; }

    /// <summary>ICMP echo.</summary>
    public IcmpFacts? Icmp { get; init; }

    /// <summary>Where redirects led before <see cref="Target"/>, oldest first.</summary>
    public IReadOnlyList<RedirectHop> RedirectedFrom { get; init; } = [];

    /// <summary>What went on in this process meanwhile.</summary>
    public ProberFacts Prober { get; init; } = new();
}
