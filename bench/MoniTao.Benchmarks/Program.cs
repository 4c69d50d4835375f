using System.CommandLine;
using MoniTao.Benchmarks.Compare;
using MoniTao.Benchmarks.Engine;
using MoniTao.Benchmarks.Micro;

return await new RootCommand("Measures what a probe costs.")
{
    EngineCommand.Create(), CompareCommand.Create(), CompareCommand.CreateReport(), MicroCommand.Create(),
}.Parse(args).InvokeAsync();
