namespace MoniTao.Benchmarks.Guard;

/// <summary>What is counted, and what it is held against.</summary>
/// <param name="TargetsFolder">The folder of <c>bench/targets.sh</c>, which runs.</param>
/// <param name="Port">Its port.</param>
/// <param name="Strace">The program strace; null: system calls are not counted.</param>
/// <param name="Baseline">The file with the counts as they may be.</param>
/// <param name="Runs">How often each is counted; the least counts, because all that disturbs only adds.</param>
/// <param name="Update">Write the file in place of judging by it.</param>
internal sealed record GuardOptions(string TargetsFolder, int Port, string? Strace, string Baseline, int Runs, bool Update)
{
    /// <summary>The authority of the https targets.</summary>
    public string Authority => Path.Combine(TargetsFolder, "root.pem");
}
