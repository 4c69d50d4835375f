using System.Net;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Classification;

/// <summary>An observation with a name to it.</summary>
public sealed record Assessment
{
    /// <summary>What the probe proves.</summary>
    public required ProbeResult Result { get; init; }

    /// <summary>The one cause; null on success.</summary>
    public Reason? Reason { get; init; }

    /// <summary>What happened, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next; empty on success.</summary>
    public string Hint { get; init; } = "";

    /// <summary>The layers of the target, in order.</summary>
    public required IReadOnlyList<LayerResult> Layers { get; init; }

    /// <summary>The certificate seen, also when it was not acceptable.</summary>
    public CertificateFacts? Certificate { get; init; }

    /// <summary>Set when the certificate ends within the warning time.</summary>
    public string? CertificateExpiring { get; init; }

    /// <summary>Set when the resolvers disagree.</summary>
    public string? DnsInconsistent { get; init; }

    /// <summary>Where the prober's own code failed, for a log: types and stacks. Null unless it is a defect.</summary>
    public string? Defect { get; init; }

    /// <summary>When the probe started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What was probed last: the target, or where its redirects led.</summary>
    public required Target Target { get; init; }

    /// <summary>The address that was connected to, or that the failure is about; null when there was none.</summary>
    public IPAddress? Address { get; init; }
}
