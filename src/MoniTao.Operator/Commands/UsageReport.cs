using System.CommandLine;
using MoniTao.Operator.Sources;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary>Tells what is wrong with a command line, and the next step.</summary>
internal static class UsageReport
{
    /// <summary>What the parser found.</summary>
    public static int Write(ParseResult result, TextWriter error)
    {
        // With a command that does not exist comes the remark that none was given: the last error is the one that was made
        var messages = result.CommandResult.Command is RootCommand ? result.Errors.TakeLast(1) : result.Errors;
        foreach (var message in messages.Select(e => OneLine(e.Message)).Distinct(StringComparer.Ordinal))
            error.WriteLine($"monitao: {message}");
        error.WriteLine(Suggestion(result) is { } meant ? $"Did you mean: {meant}?" : Help(result));
        return ExitCodes.Usage;
    }

    /// <summary>What a command found.</summary>
    public static int Write(UsageException exception, ParseResult result, TextWriter error)
    {
        error.WriteLine($"monitao: {Phrases.Clean(exception.Message)}");
        error.WriteLine(exception.Next ?? Help(result));
        return ExitCodes.Usage;
    }

    private static string Help(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return $"Usage and examples: monitao {(command is RootCommand ? "" : command.Name + " ")}--help";
    }

    private static string OneLine(string message) =>
        message.ReplaceLineEndings(" ").Replace("\t", "", StringComparison.Ordinal).TrimEnd('.', ' ');

    private static string? Suggestion(ParseResult result)
    {
        if (result.UnmatchedTokens is not [var token, ..])
            return null;
        var command = result.CommandResult.Command;
        var names = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name));
        return names.FirstOrDefault(name => Spelling.IsClose(name, token));
    }
}
