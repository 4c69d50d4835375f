using MoniTao.Benchmarks.Processes;

namespace MoniTao.Benchmarks.Compare.Contenders;

/// <summary>A side of the comparison. Each measurement starts a process of its own.</summary>
internal interface IContender
{
    /// <summary>As it stands in results.</summary>
    string Name { get; }

    /// <summary>The metric that is 1 for each target that is reachable.</summary>
    string SuccessMetric { get; }

    /// <summary>Probes as fast as <see cref="CompareOptions.InFlight"/> probes at once allow.</summary>
    /// <exception cref="BenchException">A probe did not succeed.</exception>
    Task<Sample> MeasureAsync(Subject subject, int round, CancellationToken cancellation);

    /// <summary>Starts the process that Prometheus scrapes, for so many targets.</summary>
    Task<ChildProcess> StartAsync(Subject subject, int targets, CancellationToken cancellation);

    /// <summary>The scrape configuration for it.</summary>
    object ScrapeConfig(Subject subject, int targets);
}
