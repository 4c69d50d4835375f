using System.CommandLine;
using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace MoniTao.Benchmarks.Micro;

/// <summary><c>micro</c>: BenchmarkDotNet on the parts of a probe.</summary>
internal static class MicroCommand
{
    private static readonly Option<string?> Results = new("--results") { Description = "Write the results there too, for the command report" };

    public static Command Create()
    {
        var command = new Command(
            "micro",
            """
            Measure the parts with BenchmarkDotNet; what stands behind -- is passed on to it.

            Examples:
              micro -- --filter '*'
              micro -- --filter '*Tls*'
              micro --results bench/results/micro.json -- --filter '*'
            """)
        {
            Results,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(result =>
        {
            // in this process: a build of its own for each benchmark takes longer than the benchmark
            var job = Job.ShortRun.WithIterationCount(8).WithToolchain(InProcessEmitToolchain.Instance);
            var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(Path.Combine(Path.GetTempPath(), "monitao-micro"));
            var summaries = BenchmarkSwitcher.FromAssembly(typeof(MicroCommand).Assembly).Run([.. result.UnmatchedTokens], config).ToArray();
            if (result.GetValue(Results) is { } file)
                File.WriteAllText(file, JsonSerializer.Serialize(Collect(summaries), BenchJson.Indented) + "\n");
            return summaries.Length > 0 && summaries.All(summary => summary.Reports.All(report => report.Success)) ? 0 : 1;
        });
        return command;
    }

    private static MicroResults Collect(IEnumerable<Summary> summaries) => new(
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
        [
            .. summaries.SelectMany(summary => summary.Reports).Where(report => report.Success).Select(report => new MicroResult(
                report.BenchmarkCase.Descriptor.Type.Name.Replace("Benchmarks", "", StringComparison.Ordinal),
                report.BenchmarkCase.Descriptor.WorkloadMethod.Name,
                report.ResultStatistics!.Min,
                report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)),
        ]);
}
