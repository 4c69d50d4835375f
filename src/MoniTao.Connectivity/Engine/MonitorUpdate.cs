using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Connectivity.Engine;

/// <summary>What one probe changed.</summary>
/// <param name="Plan">The monitor.</param>
/// <param name="Before">The state before the probe.</param>
/// <param name="After">The state after it.</param>
public sealed record MonitorUpdate(MonitorPlan Plan, MonitorState Before, MonitorState After)
{
    /// <summary>True when the confirmed answer or its cause is another one.</summary>
    public bool VerdictChanged => Before.Verdict.State != After.Verdict.State || Before.Verdict.Reason != After.Verdict.Reason;

    /// <summary>True when something that the status shows has changed: the verdict or a warning.</summary>
    public bool Noteworthy => VerdictChanged
        || Before.Flaps.Flapping != After.Flaps.Flapping
        || Before.Last is null
        || Before.Last.CertificateExpiring is null != After.Last?.CertificateExpiring is null
        || Before.Last.DnsInconsistent is null != After.Last?.DnsInconsistent is null
        || Before.Last.Certificate?.NotAfter != After.Last?.Certificate?.NotAfter && After.Last?.Certificate is not null
        || Before.Outages.Open is null != After.Outages.Open is null;
}
