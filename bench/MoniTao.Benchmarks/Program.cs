using System.CommandLine;
using MoniTao.Benchmarks.Bare;
using MoniTao.Benchmarks.Compare;
using MoniTao.Benchmarks.Engine;
using MoniTao.Benchmarks.Guard;
using MoniTao.Benchmarks.Micro;

return await new RootCommand("Measures what a probe costs.")
{
    EngineCommand.Create(), CompareCommand.Create(), CompareCommand.CreateReport(), MicroCommand.Create(), GuardCommand.Create(), GuardCommand.CreateMonitors(), BareCommand.Create(),
}.Parse(args).InvokeAsync();
