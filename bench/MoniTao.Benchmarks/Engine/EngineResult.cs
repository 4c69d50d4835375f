namespace MoniTao.Benchmarks.Engine;

/// <summary>What the measured probes cost this process, all its threads together.</summary>
internal sealed record EngineResult
{
    /// <summary>Probes measured.</summary>
    public required long Probes { get; init; }

    /// <summary>Probes of the whole run, those before and after the measurement too.</summary>
    public long All { get; init; }

    /// <summary>Probes of the whole run that did not succeed, warm-up included.</summary>
    public required long Failures { get; init; }

    /// <summary>Why the first of them did not.</summary>
    public required string? FirstFailure { get; init; }

    /// <summary>Wall-clock time of the measurement.</summary>
    public required double Seconds { get; init; }

    /// <summary>Probes a second.</summary>
    public double ProbesPerSecond => Probes / Seconds;

    /// <summary>Milliseconds of CPU time per probe, in user mode.</summary>
    public required double UserPerProbe { get; init; }

    /// <summary>Milliseconds of CPU time per probe, in the kernel.</summary>
    public required double SystemPerProbe { get; init; }

    /// <summary>Both together.</summary>
    public double CpuPerProbe => UserPerProbe + SystemPerProbe;

    /// <summary>Bytes allocated on the managed heap per probe.</summary>
    public required double AllocatedPerProbe { get; init; }

    /// <summary>Collections of each generation.</summary>
    public required IReadOnlyList<int> Collections { get; init; }

    /// <summary>Milliseconds in which the collector stopped all threads.</summary>
    public required double Pauses { get; init; }

    /// <summary>Resident memory at the end, in bytes.</summary>
    public required long Resident { get; init; }

    /// <summary>The most resident memory of the whole run, in bytes.</summary>
    public required long PeakResident { get; init; }
}
