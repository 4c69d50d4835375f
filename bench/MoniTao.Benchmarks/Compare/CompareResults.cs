namespace MoniTao.Benchmarks.Compare;

/// <summary>What was measured: where, with what, and every sample.</summary>
internal sealed record CompareResults
{
    /// <summary>The day of the last run, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The processor.</summary>
    public required string Processor { get; init; }

    /// <summary>How many of it.</summary>
    public required int Cores { get; init; }

    /// <summary>The load average of the machine at the end, of several runs the highest: above <see cref="Cores"/> when others used it too.</summary>
    public required double Load { get; init; }

    /// <summary>What was compared, with versions.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>Probes of a round at full speed.</summary>
    public required int Probes { get; init; }

    /// <summary>Probes at once at full speed.</summary>
    public required int InFlight { get; init; }

    /// <summary>Seconds between two probes of a target with Prometheus.</summary>
    public required int Period { get; init; }

    /// <summary>Seconds of a round with Prometheus.</summary>
    public required double ScrapedSeconds { get; init; }

    /// <summary>All of them; those of one setting in the order in which they were taken.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>These, and what an earlier run measured that this one did not, on the same machine with the same programs.</summary>
    public CompareResults WithThoseOf(CompareResults earlier)
    {
        var alike = Processor == earlier.Processor && Cores == earlier.Cores && Probes == earlier.Probes && InFlight == earlier.InFlight
            && Period == earlier.Period && ScrapedSeconds == earlier.ScrapedSeconds
            && Versions.OrderBy(v => v.Key, StringComparer.Ordinal).SequenceEqual(earlier.Versions.OrderBy(v => v.Key, StringComparer.Ordinal));
        if (!alike)
            return this;
        var measured = Samples.Select(sample => (sample.Subject, sample.Targets)).ToHashSet();
        var kept = earlier.Samples.Where(sample => !measured.Contains((sample.Subject, sample.Targets)));
        var order = Subject.All(0).Select(subject => subject.Name).ToList();
        return this with
        {
            Load = Math.Max(Load, earlier.Load),
            Samples = [.. kept.Concat(Samples).OrderBy(sample => order.IndexOf(sample.Subject)).ThenBy(sample => sample.Targets)],
        };
    }
}
