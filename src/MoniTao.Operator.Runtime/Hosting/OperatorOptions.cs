using MoniTao.Operator.Runtime.Api;
using MoniTao.Operator.Runtime.Events;

namespace MoniTao.Operator.Runtime.Hosting;

/// <summary>The operator as a whole.</summary>
public sealed class OperatorOptions
{
    /// <summary>Name of the operator: field manager of its status writes and name of its Lease.</summary>
    public string Name { get; set; } = "operator";

    /// <summary>Name of this replica; unique among all that ever run at the same time.</summary>
    public string Identity { get; set; } = $"{Environment.MachineName}_{Guid.NewGuid():N}";

    /// <summary>Whether controllers wait for leadership. Off only where no second replica can exist.</summary>
    public bool LeaderElection { get; set; } = true;

    /// <summary>Namespace of the Lease; null: the namespace of the pod or of the kubeconfig's context.</summary>
    public string? LeaseNamespace { get; set; }

    /// <summary>Lease duration, see <see cref="Leases.LeaseOptions.Duration"/>.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Renew deadline, see <see cref="Leases.LeaseOptions.RenewDeadline"/>.</summary>
    public TimeSpan LeaseRenewDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Retry period, see <see cref="Leases.LeaseOptions.RetryPeriod"/>.</summary>
    public TimeSpan LeaseRetryPeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Which API server; unused when a <see cref="KubernetesConnection"/> is registered beforehand.</summary>
    public KubernetesConnectionOptions Connection { get; set; } = new();

    /// <summary>Bounds of the event recorder.</summary>
    public EventOptions Events { get; set; } = new();
}
