using System.Globalization;
using System.Runtime.CompilerServices;
using CsCheck;
using Xunit;

namespace MoniTao.Fuzz;

/// <summary>
/// Tries a property on many inputs. A failure names the seed of the smallest input that was found; with it in the variable
/// <c>CsCheck_Seed</c> the test begins with that very input.
/// </summary>
internal static class Property
{
    /// <summary>Set by <c>tests/fuzz/run.sh</c>: so many seconds for each property in place of a number of inputs.</summary>
    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("MONITAO_FUZZ_SECONDS"), CultureInfo.InvariantCulture, out var seconds) ? seconds : -1;

    private static readonly Lock ReportLock = new();

    /// <summary>Runs on one thread: what an input allocates can be measured, and tests run beside each other anyway.</summary>
    public static void Holds<T>(Gen<T> inputs, Action<T> property, int tries = 1000, [CallerFilePath] string file = "", [CallerMemberName] string name = "") =>
        inputs.Sample(property, line => Tell(file, name, line), iter: Seconds > 0 ? -1 : tries, time: Seconds, threads: 1);

    /// <summary>The same for what is asynchronous.</summary>
    public static Task HoldsAsync<T>(Gen<T> inputs, Func<T, Task> property, int tries = 200, [CallerFilePath] string file = "", [CallerMemberName] string name = "") =>
        inputs.SampleAsync(property, line => Tell(file, name, line), iter: Seconds > 0 ? -1 : tries, time: Seconds, threads: 1);

    /// <summary>What this thread allocates for it, in bytes.</summary>
    public static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Tell(string file, string name, string line)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("MONITAO_FUZZ_REPORT") is not { Length: > 0 } report)
            return;
        lock (ReportLock)
            File.AppendAllText(report, $"{Path.GetFileNameWithoutExtension(file)}.{name}: {line}\n");
    }
}
