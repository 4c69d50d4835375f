using System.CommandLine;
using MoniTao.Operator.Commands;

var root = new RootCommand("Names why a connection fails.") { OperatorCommand.Create(), CrdCommand.Create() };
return await root.Parse(args).InvokeAsync();
