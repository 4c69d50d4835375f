using System.Globalization;

namespace MoniTao.Benchmarks.Processes;

/// <summary>The resident memory of a process, in bytes.</summary>
/// <param name="Resident">Now.</param>
/// <param name="Peak">The most it ever had.</param>
internal sealed record Memory(long Resident, long Peak)
{
    /// <summary>Reads <c>/proc/PID/status</c> (proc(5)), which counts in KiB.</summary>
    public static Memory Of(int process)
    {
        var lines = File.ReadAllLines($"/proc/{process}/status");
        long Value(string name) =>
            1024 * long.Parse(lines.First(line => line.StartsWith(name, StringComparison.Ordinal))[name.Length..^2], CultureInfo.InvariantCulture);
        return new Memory(Value("VmRSS:"), Value("VmHWM:"));
    }
}
