using System.CommandLine;
using MoniTao.Benchmarks.Engine;

return await new RootCommand("Measures what a probe costs.") { EngineCommand.Create() }.Parse(args).InvokeAsync();
