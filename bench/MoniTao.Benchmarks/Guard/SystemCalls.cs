using System.Globalization;

namespace MoniTao.Benchmarks.Guard;

/// <summary>System calls of a process by kind, as <c>strace -c</c> counts them (strace(1)).</summary>
internal static class SystemCalls
{
    private const double Rare = 0.1; // per probe: what happens now and then is the runtime's own

    /// <summary>Threads, memory and waiting depend on how busy the machine is; with --seccomp-bpf the kernel does not even stop at them.</summary>
    private const string Left = "!futex,epoll_wait,epoll_pwait,epoll_ctl,sched_yield,madvise,mmap,munmap,mprotect,mremap,brk,membarrier,rt_sigprocmask,rt_sigaction,rt_sigreturn,clock_nanosleep,clone3,sched_getaffinity,getrusage";

    public static IReadOnlyList<string> Arguments(string file) => ["-f", "-c", "-U", "calls,errors,name", "--seccomp-bpf", "-e", $"trace={Left}", "-o", file];

    /// <summary>Calls that did not fail: how often one is tried before there is something to read is up to the other side.</summary>
    /// <exception cref="BenchException">There are none: nothing was traced.</exception>
    public static IReadOnlyDictionary<string, long> Parse(IEnumerable<string> lines)
    {
        var kinds = lines
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length is 2 or 3 && long.TryParse(fields[0], CultureInfo.InvariantCulture, out _) && fields[^1] != "total")
            .ToDictionary(fields => fields[^1], fields => (All: Number(fields[0]), Failed: fields.Length == 3 ? Number(fields[1]) : 0));
        if (kinds.Count == 0)
            throw new BenchException("strace counted no system calls");
        var calls = kinds.ToDictionary(kind => kind.Key, kind => kind.Value.All - kind.Value.Failed);
        TakeOff(calls, kinds.GetValueOrDefault("sendto").Failed);
        return calls;
    }

    /// <summary>What the longer run has more, for each probe that it has more.</summary>
    public static IReadOnlyDictionary<string, double> PerProbe(IReadOnlyDictionary<string, long> few, IReadOnlyDictionary<string, long> many, long probes) => many
        .Select(kind => KeyValuePair.Create(kind.Key, (kind.Value - few.GetValueOrDefault(kind.Key)) / (double)probes))
        .Where(kind => kind.Value >= Rare)
        .ToDictionary();

    /// <summary>
    /// What is up to the other side. In how many pieces an answer is read, each with a question when it came; and whether a handshake is over at
    /// once (ADR 21): one that is not sends nothing in vain and again, with a question after each.
    /// </summary>
    private static void TakeOff(Dictionary<string, long> calls, long waited)
    {
        calls.Remove("recvfrom", out var pieces);
        if (calls.ContainsKey("sendto"))
            calls["sendto"] -= waited;
        if (calls.ContainsKey("getsockopt"))
            calls["getsockopt"] -= pieces + 2 * waited;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
