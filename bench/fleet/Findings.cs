using System.Globalization;

namespace MoniTao.Fleet;

/// <summary>What a run found: told as it goes, and kept as a table of tab-separated values.</summary>
internal sealed class Findings(RunOptions options)
{
    /// <summary>What is promised of CPU, memory and the start is promised of so many.</summary>
    private const int Promised = 10_000;

    private readonly List<string> _lines = [];
    private readonly long _start = Clock.Now;

    /// <summary>How many of the promises did not hold.</summary>
    public int Problems { get; private set; }

    public void Say(string text) => Console.WriteLine($"[{Clock.Since(_start),5:F0} s] {text}");

    public void Add(string what, double value, string unit = "")
    {
        Say($"{what,-58} {value.ToString("0.###", CultureInfo.InvariantCulture),12} {unit}");
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{options.Monitors}\t{options.Period}\t{what}\t{value:0.###}\t{unit}"));
    }

    /// <summary>A figure that must not pass a limit.</summary>
    public void AtMost(string what, double value, double limit, string unit = "")
    {
        Add(what, value, unit);
        if (value <= limit)
            return;
        Problems++;
        Say($"  TOO MUCH: at most {limit.ToString("0.###", CultureInfo.InvariantCulture)} {unit}");
    }

    /// <summary>A figure that grows with the fleet: it must not pass a limit of as many as that is promised of.</summary>
    public void AtMostOfFleet(string what, double value, double limit, string unit = "")
    {
        if (options.Monitors <= Promised)
            AtMost(what, value, limit, unit);
        else
            Add(what, value, unit);
    }

    public Task SaveAsync(CancellationToken cancellation) => File.WriteAllLinesAsync(options.Results, ["monitors\tperiod\twhat\tvalue\tunit", .. _lines], cancellation);
}
