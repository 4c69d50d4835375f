using System.CommandLine;
using MoniTao.Fleet;

var folder = new Argument<string>("folder");
var ports = new Option<int>("--first-port") { Required = true };
var targets = new Command("targets", "Write the certificates and the configuration of nginx") { folder, ports };
targets.SetAction(async (result, cancellation) =>
    await Targets.WriteAsync(result.GetRequiredValue(folder), new TargetPorts(result.GetRequiredValue(ports)), cancellation));

var results = new Argument<string[]>("results");
var document = new Option<string>("--document") { Required = true };
var report = new Command("report", "Write the results of several runs into a document") { results, document };
report.SetAction(async (result, cancellation) =>
    await ReportTable.WriteAsync(result.GetRequiredValue(results), result.GetRequiredValue(document), cancellation));

var root = new RootCommand("Measures the operator with many monitors; bench/fleet/run.sh prepares and calls it") { targets, report, RunCommand.Create() };
return await root.Parse(args).InvokeAsync();
