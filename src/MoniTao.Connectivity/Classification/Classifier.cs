using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Http;

namespace MoniTao.Connectivity.Classification;

/// <summary>
/// The only place where a cause gets its name: a pure function from typed facts to one reason. A fact that is missing makes
/// the answer coarser, never wrong.
/// </summary>
public static class Classifier
{
    /// <summary>Being this late at once makes a time-out worthless as evidence (law 8).</summary>
    private static readonly TimeSpan StarvationLimit = TimeSpan.FromSeconds(1);

    /// <summary>So does being late for this share of the probe's time.</summary>
    private const double StarvationShare = 0.25;

    /// <summary>Names the cause. Never throws: a defect in here is the prober's own trouble, and must not stop a monitor in silence.</summary>
    public static Assessment Classify(Observation seen)
    {
        try
        {
            return Name(seen);
        }
#pragma warning disable CA1031 // the facts come from hostile servers, and no combination of them may end the loop of a monitor
        catch (Exception e) when (seen.Prober.UnexpectedException is null)
#pragma warning restore CA1031
        {
            var bare = new Observation { Spec = seen.Spec, Target = seen.Target, StartedAt = seen.StartedAt, Elapsed = seen.Elapsed };
            return Name(bare with { Prober = ProberFacts.Defect(e) });
        }
    }

    private static Assessment Name(Observation seen)
    {
        var finding = Find(seen);
        var reason = finding?.Reason;
        return new Assessment
        {
            Result = reason is null ? ProbeResult.Success : reason.Fault == FaultDomain.Prober ? ProbeResult.Inconclusive : ProbeResult.Failure,
            Reason = reason,
            Message = finding is null ? LayerReport.Success(seen) : Message(seen, finding),
            Hint = finding is null ? "" : Hints.Fill(finding, seen.Target),
            Layers = LayerReport.Of(seen, finding),
            Certificate = seen.Tls?.Certificate,
            CertificateExpiring = Warnings.CertificateExpiring(seen),
            DnsInconsistent = Warnings.DnsInconsistent(seen),
            Defect = seen.Prober.UnexpectedAt,
            StartedAt = seen.StartedAt,
            Elapsed = seen.Elapsed,
            Target = seen.Target,
            Address = finding?.Address ?? seen.Tcp?.Winner?.Remote.Address ?? seen.Icmp?.Remote,
        };
    }

    private static Finding? Find(Observation seen)
    {
        if (seen.Prober.Cancelled)
            return new Finding(Reasons.ProbeCancelled, seen.Target.ToString());
        if (seen.Prober.UnexpectedException is { } exception)
            return new Finding(Reasons.ProberInternalError, exception);
        var finding = FindByLayer(seen);
        var timedOut = finding?.Reason.Conditions.HasFlag(FailureConditions.TimedOut) == true;
        if (!timedOut)
            return finding;
        if (IsStarved(seen))
            return new Finding(Reasons.ProberOverloaded, Starved(seen.Prober, finding!.Detail));
        if (finding!.Reason.Layer is not (Layer.Tls or Layer.Http))
            return finding;
        return Stall.IsOurs(seen.Tcp?.AtEnd)
            ? new Finding(Reasons.ProberOverloaded, $"nothing was sent to {finding.Detail} in time")
            : finding with { Detail = finding.Detail + Stall.Explain(seen.Tcp?.AtEnd) };
    }

    /// <summary>A silent target costs no delay of our own: what adds to it is that answers did come, and were taken late.</summary>
    private static bool IsStarved(Observation seen) => seen.Prober.Starvation > StarvationLimit
        || seen.Prober.TotalStarvation + (seen.Tcp?.OwnDelay ?? default) > seen.Elapsed * StarvationShare;

    private static string Starved(ProberFacts prober, string waitedFor) =>
        $"its work came {prober.Starvation.TotalSeconds:0.0} s late, {prober.TotalStarvation.TotalSeconds:0.0} s in all, while {waitedFor} was waited for";

    private static Finding? FindByLayer(Observation seen)
    {
        if (seen.Dns is null)
            return new Finding(Reasons.ProbeCancelled, seen.Target.ToString());
        var finding = DnsClassifier.Classify(seen.Dns);
        if (finding is null && seen.Icmp is { } icmp)
            finding = IcmpClassifier.Classify(icmp);
        if (finding is null && seen.Tcp is { } tcp)
            finding = TcpClassifier.Classify(tcp);
        if (finding is null && seen.Tls is { } tls)
            finding = TlsClassifier.Classify(tls, seen.Spec.Tls);
        if (finding is null && seen.Http is { } http)
            finding = LateTls(seen) ?? HttpClassifier.Classify(http, seen.Spec.Http, seen.Target);
        if (finding is null && !ReachedTheEnd(seen))
            return new Finding(Reasons.ProberInternalError, $"{seen.Target} was not probed to the end, and no stage says why");
        return finding is null ? null : finding with { Address = finding.Address ?? seen.Tcp?.Winner?.Remote.Address };
    }

    /// <summary>Success is what was seen to work, not the absence of a complaint.</summary>
    private static bool ReachedTheEnd(Observation seen) => seen.Target.Scheme switch
    {
        TargetScheme.Dns => seen.Dns is { Addresses.Count: > 0 },
        TargetScheme.Icmp => seen.Icmp is { Replied: true },
        TargetScheme.Tcp => seen.Tcp?.Winner is not null,
        TargetScheme.Tls => seen.Tls is { Completed: true } tls && (tls.Certificate is not null || seen.Spec.Tls.InsecureSkipVerify),
        _ => seen.Http is { Phase: HttpPhase.Complete },
    };

    /// <summary>
    /// Under TLS 1.3 the server rejects a missing client certificate after the handshake, when HTTP is already being spoken:
    /// with an alert, or by hanging up.
    /// </summary>
    private static Finding? LateTls(Observation seen)
    {
        if (seen is not { Tls: { } tls, Http.Fault: { } fault })
            return null;
        if (fault.TlsAlert is { } alert)
            return TlsClassifier.OfLateAlert(tls, alert);
        var hungUp = seen.Http.BytesReceived == 0 && (fault.IsReset || fault.Kind == FaultKind.EndOfStream);
        return hungUp && tls is { ClientCertificateRequested: true, ClientCertificateSent: false }
            ? new Finding(Reasons.TlsClientCertRequired, tls.ServerName)
            : null;
    }

    private static string Message(Observation seen, Finding finding)
    {
        var meaning = finding.Reason.Meaning;
        var redirected = seen.RedirectedFrom.Count > 0 ? $", after a redirect from {seen.RedirectedFrom[0]}" : "";
        return $"{char.ToUpperInvariant(meaning[0])}{meaning[1..]} ({finding.Detail}{redirected})";
    }
}
