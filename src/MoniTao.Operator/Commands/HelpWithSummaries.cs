using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MoniTao.Operator.Commands;

/// <summary>
/// The help as the library writes it, except that the list of commands shows the first line of each description: exit codes and
/// examples are for the help of the command itself.
/// </summary>
internal sealed class HelpWithSummaries(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Puts it in the place of the library's own.</summary>
    public static void Install(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithSummaries((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // The tree belongs to this one invocation
        foreach (var command in parseResult.CommandResult.Command.Subcommands)
            command.Description = command.Description?.Split('\n', 2)[0].TrimEnd('\r', '.');
        return help.Invoke(parseResult);
    }
}
