namespace MoniTao.Benchmarks.Compare;

/// <summary>How the comparison is done.</summary>
internal sealed record CompareOptions
{
    /// <summary>The folder with the links to the programs of Debian's packages.</summary>
    public required string Tools { get; init; }

    /// <summary>The folder of <c>bench/targets.sh</c>, which runs.</summary>
    public required string TargetsFolder { get; init; }

    /// <summary>The port of <c>bench/targets.sh</c>; the two that follow its status page are taken too.</summary>
    public required int Port { get; init; }

    /// <summary>How often both sides are measured, in turn.</summary>
    public required int Rounds { get; init; }

    /// <summary>Probes of a round, where one side runs as fast as it can.</summary>
    public required int Probes { get; init; }

    /// <summary>monitao is compiled as it runs: so many probes before those of a round.</summary>
    public int WarmUp => Math.Min(5000, Probes);

    /// <summary>Probes at once, for both sides, where they run as fast as they can.</summary>
    public int InFlight { get; init; } = 64;

    /// <summary>Probes at once that monitao may have with Prometheus: more than there ever are, and fewer than an nginx at its defaults takes.</summary>
    public int ScrapedInFlight { get; init; } = 256;

    /// <summary>Monitors where a side runs as fast as it can.</summary>
    public int Monitors { get; init; } = 500;

    /// <summary>How many targets Prometheus scrapes; more than one for the settings in turn.</summary>
    public required IReadOnlyList<int> ScrapedTargets { get; init; }

    /// <summary>How often Prometheus scrapes and monitao probes, in seconds.</summary>
    public int Period { get; init; } = 5;

    /// <summary>How long a round with Prometheus is measured; 0: there is none.</summary>
    public required TimeSpan Scraped { get; init; }

    /// <summary>The kinds of probes; empty for all.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary>Where the results are written.</summary>
    public required string Output { get; init; }

    /// <summary>nginx's own count of connections.</summary>
    public string StatusUrl => $"http://127.0.0.1:{Port + 1}/status";

    /// <summary>Where the contender listens.</summary>
    public string ContenderAddress => $"127.0.0.1:{Port + 2}";

    /// <summary>Where Prometheus listens.</summary>
    public string PrometheusAddress => $"127.0.0.1:{Port + 3}";

    public string Tool(string name) => Path.Combine(Tools, name);

    public string TargetFile(string name) => Path.Combine(TargetsFolder, name);
}
