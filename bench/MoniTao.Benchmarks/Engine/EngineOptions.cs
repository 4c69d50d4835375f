namespace MoniTao.Benchmarks.Engine;

/// <summary>What the engine is to do, and for how long.</summary>
internal sealed record EngineOptions
{
    /// <summary>Targets; the monitors take them in turn.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>How many monitors there are.</summary>
    public int Monitors { get; init; }

    /// <summary>The file with the authorities to trust, each monitor by its own ConfigMap reference; null for the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The period of each monitor once it is warm; null: as short as it takes to keep <see cref="InFlight"/> probes running at all times.</summary>
    public TimeSpan? Period { get; init; }

    /// <summary>How many probes run at once, at most.</summary>
    public int InFlight { get; init; }

    /// <summary>Probes that pass before the measurement begins: the code is compiled, the caches are filled.</summary>
    public int WarmUp { get; init; }

    /// <summary>Probes that are measured.</summary>
    public int Probes { get; init; }

    /// <summary>Where <c>/metrics</c> is served; null for nowhere.</summary>
    public string? Listen { get; init; }
}
