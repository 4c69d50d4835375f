namespace MoniTao.Operator.Runtime.Leases;

/// <summary>Which Lease is held, by whom, and the times of the election.</summary>
public sealed record LeaseOptions
{
    /// <summary>Namespace of the Lease.</summary>
    public required string Namespace { get; init; }

    /// <summary>Name of the Lease.</summary>
    public required string Name { get; init; }

    /// <summary>Name of this candidate, unique among the replicas: pod name, plus something that a restart changes.</summary>
    public required string Identity { get; init; }

    /// <summary>Others may take over when the Lease has not changed for this long.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A leader that has not renewed for this long stops; the rest up to <see cref="Duration"/> is its time to wind down.</summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause between tries, with jitter while waiting to take over.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);
}
