using System.Globalization;

namespace MoniTao.Benchmarks.Processes;

/// <summary>The CPU time of a process that is not this one.</summary>
internal static class CpuTime
{
    /// <summary>The unit of <c>/proc</c> is a hundredth of a second on every Linux (USER_HZ).</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>utime and stime of <c>/proc/PID/stat</c> (proc(5)), all threads together.</summary>
    public static TimeSpan Of(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        // the second field is the name in parentheses, which may hold spaces; utime is the 14th
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return Tick * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
    }
}
