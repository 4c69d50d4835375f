using System.CommandLine;
using MoniTao.Operator.Crd;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao crd</c>: prints what is generated from the API types.</summary>
public static class CrdCommand
{
    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "yaml: the CustomResourceDefinition; markdown: the API reference",
            DefaultValueFactory = static _ => "yaml",
        };
        output.AcceptOnlyFromAmong("yaml", "markdown");
        var command = new Command(
            "crd",
            """
            Print the CustomResourceDefinition of ConnectivityMonitor, generated from the types.

            Examples:
              monitao crd | kubectl apply -f -
              monitao crd > config/crd/monitao.io_connectivitymonitors.yaml
              monitao crd --output markdown > docs/api-reference.md
            """);
        command.Add(output);
        command.SetAction(result =>
        {
            var text = result.GetRequiredValue(output) == "markdown" ? ApiReference.Markdown() : CrdGenerator.Yaml();
            result.InvocationConfiguration.Output.Write(text);
            return 0;
        });
        return command;
    }
}
