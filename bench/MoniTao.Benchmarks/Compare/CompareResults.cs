namespace MoniTao.Benchmarks.Compare;

/// <summary>A whole run: where, with what, and every sample.</summary>
internal sealed record CompareResults
{
    /// <summary>The day, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The processor.</summary>
    public required string Processor { get; init; }

    /// <summary>How many of it.</summary>
    public required int Cores { get; init; }

    /// <summary>The load average of the machine at the end: above <see cref="Cores"/> when others used it too.</summary>
    public required double Load { get; init; }

    /// <summary>What was compared, with versions.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>Probes of a round at full speed.</summary>
    public required int Probes { get; init; }

    /// <summary>Probes at once at full speed.</summary>
    public required int InFlight { get; init; }

    /// <summary>Targets with Prometheus.</summary>
    public required int Monitors { get; init; }

    /// <summary>Seconds between two probes of a target with Prometheus.</summary>
    public required int Period { get; init; }

    /// <summary>Seconds of a round with Prometheus.</summary>
    public required double ScrapedSeconds { get; init; }

    /// <summary>All of them, in the order in which they were taken.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }
}
