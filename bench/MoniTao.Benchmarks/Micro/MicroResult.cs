namespace MoniTao.Benchmarks.Micro;

/// <summary>One micro-benchmark.</summary>
/// <param name="Group">The class.</param>
/// <param name="Name">The method.</param>
/// <param name="Nanoseconds">The shortest time of one call: what else the machine does can only add to it.</param>
/// <param name="Allocated">Bytes allocated on the managed heap by one call.</param>
internal sealed record MicroResult(string Group, string Name, double Nanoseconds, long Allocated);
