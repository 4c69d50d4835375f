using System.Text;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Commands;

/// <summary>The targets of a command line; <c>-</c> stands for those of standard input, one a line.</summary>
internal static class TargetList
{
    /// <summary>How many targets one command takes.</summary>
    public const int Maximum = 10_000;

    /// <summary>Room for the longest target, with white space around it and a comment behind.</summary>
    private const int LongestLine = 2 * TargetParser.MaximumLength;

    /// <summary>Reads them, in order.</summary>
    /// <exception cref="UsageException">There are none or too many, or a line is too long.</exception>
    public static async Task<IReadOnlyList<GivenTarget>> ReadAsync(IReadOnlyList<string> arguments, TextReader input, CancellationToken cancellationToken)
    {
        if (arguments.Count(argument => argument == "-") > 1)
            throw new UsageException("standard input can be read once only: - is given more than once");
        var targets = new List<GivenTarget>();
        foreach (var argument in arguments)
        {
            if (argument == "-")
                targets.AddRange(await Task.Run(() => Lines(input).ToList(), cancellationToken).WaitAsync(cancellationToken)); // a terminal may keep us waiting
            else
                targets.Add(new GivenTarget(argument));
        }

        if (targets.Count == 0)
            throw new UsageException("standard input has no target", "Write one a line; empty lines and those that begin with # are left out");
        return targets.Count <= Maximum ? targets : throw TooMany();
    }

    private static IEnumerable<GivenTarget> Lines(TextReader input)
    {
        var (number, found) = (0, 0);
        while (Line(input, ++number) is { } line)
        {
            // a # within a target is part of it
            var comment = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
            var text = (comment < 0 ? line : line[..comment]).Trim();
            if (text.Length == 0)
                continue;
            if (++found > Maximum)
                throw TooMany();
            yield return new GivenTarget(text, number);
        }
    }

    /// <summary>What is too long is not read to its end: it may have none.</summary>
    private static string? Line(TextReader input, int number)
    {
        var line = new StringBuilder();
        for (var next = input.Read(); next >= 0; next = input.Read())
        {
            if (next == '\n')
                return line.ToString().Replace('\t', ' ').TrimStart('\uFEFF', ' ');
            if (line.Length == LongestLine)
                throw new UsageException($"standard input, line {number}: longer than {LongestLine} characters");
            line.Append((char)next);
        }

        return line.Length > 0 ? line.ToString().Replace('\t', ' ').TrimStart('\uFEFF', ' ') : null;
    }

    private static UsageException TooMany() => new($"there are more than {Maximum} targets", "Split them up");
}
