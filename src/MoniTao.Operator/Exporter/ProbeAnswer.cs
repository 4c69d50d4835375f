using System.Net;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Operator.Exporter;

/// <summary>What the metrics of one probe are read from.</summary>
/// <param name="Module">How it was probed.</param>
/// <param name="Seen">The facts.</param>
/// <param name="Verdict">What they mean.</param>
internal sealed record ProbeAnswer(ProbeModule Module, Observation Seen, Assessment Verdict)
{
    /// <summary>The last layer that the module asks for.</summary>
    public TargetScheme Kind => Module.Schemes[0];

    /// <summary>The address that was talked to, or would have been; null when there is none.</summary>
    public IPAddress? Address => Kind == TargetScheme.Dns
        ? Seen.Dns?.Deciding?.Deciding is [var query, ..] ? query.Server.Address : null
        : Seen.Tcp?.Winner?.Remote.Address ?? Seen.Icmp?.Remote ?? (Seen.Dns?.Addresses is [var first, ..] ? first : null);
}
