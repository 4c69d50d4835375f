namespace MoniTao.Benchmarks.Compare;

/// <summary>What one side needed in one round.</summary>
internal sealed record Sample
{
    /// <summary><see cref="Subject.Name"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>How many targets Prometheus scraped; null where the side ran as fast as it could.</summary>
    public int? Targets { get; init; }

    /// <summary>Who.</summary>
    public required string Contender { get; init; }

    /// <summary>From 1 on; the two samples of a round were taken one after the other.</summary>
    public required int Round { get; init; }

    /// <summary>Milliseconds of CPU of the side's process per probe, user and system.</summary>
    public required double Cpu { get; init; }

    /// <summary>The same of Prometheus, where there was one.</summary>
    public double? PrometheusCpu { get; init; }

    /// <summary>Probes a second.</summary>
    public required double Rate { get; init; }

    /// <summary>The most resident memory that the side's process had, in bytes.</summary>
    public required long Peak { get; init; }
}
