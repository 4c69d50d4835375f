using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Reporting;

/// <summary>The conditions that this operator owns, and their polarity.</summary>
/// <remarks>
/// Normal-true: <see cref="Ready"/> (the spec is accepted; a target that is down does not change it) and <see cref="Reachable"/>.
/// Abnormal-true and always present: one for each way to fail. Abnormal-true and present only while True: the warnings and
/// <see cref="Stalled"/>.
/// </remarks>
internal static class ConditionTypes
{
    public const string Ready = "Ready";
    public const string Reachable = "Reachable";
    public const string Stalled = "Stalled";
    public const string CertificateExpiring = "CertificateExpiring";
    public const string DnsInconsistent = "DnsInconsistent";
    public const string Flapping = "Flapping";

    /// <summary>The ways to fail, in the order of the layers.</summary>
    public static readonly FailureConditions[] Failures =
    [
        FailureConditions.DnsFailed, FailureConditions.Refused, FailureConditions.TimedOut, FailureConditions.Reset,
        FailureConditions.Unreachable, FailureConditions.TlsError, FailureConditions.HttpError,
    ];

    /// <summary>Ready, Reachable, the ways to fail, and the three warnings; a stalled monitor has fewer.</summary>
    public static readonly int MaximumAtOnce = 2 + Failures.Length + 3;

    /// <summary>True when a target of this scheme can fail in this way at all.</summary>
    public static bool Applies(FailureConditions failure, Target target) => failure switch
    {
        FailureConditions.Refused or FailureConditions.Reset => target.UsesTcp,
        FailureConditions.Unreachable => target.UsesTcp || target.Scheme == TargetScheme.Icmp,
        FailureConditions.TlsError => target.UsesTls,
        FailureConditions.HttpError => target.UsesHttp,
        _ => true,
    };

    /// <summary>True when a failure at <paramref name="failed"/> left nothing to say about this way to fail.</summary>
    public static bool NotReached(FailureConditions failure, Layer failed) => failure switch
    {
        FailureConditions.Refused or FailureConditions.TimedOut or FailureConditions.Unreachable => failed == Layer.Dns,
        FailureConditions.Reset => failed < Layer.Tls, // a reset comes after the connection
        FailureConditions.TlsError => failed < Layer.Tls,
        FailureConditions.HttpError => failed < Layer.Http,
        _ => false,
    };
}
