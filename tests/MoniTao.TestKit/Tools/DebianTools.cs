using MoniTao.TestKit.ApiServers;

namespace MoniTao.TestKit.Tools;

/// <summary>Programs of Debian packages for tests, such as promtool, by <c>tests/tools/install.sh</c>.</summary>
internal static class DebianTools
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>Finds or fetches a program.</summary>
    /// <param name="package">The package that has it.</param>
    /// <param name="program">Its name; null for that of the package.</param>
    /// <exception cref="InvalidOperationException">The script failed; its reason and next step are in the message.</exception>
    public static async Task<string> FindAsync(string package, string? program = null)
    {
        var script = Path.Combine(RepositoryFolder.Path, "tests", "tools", "install.sh");
        var output = await CommandOutput.RunAsync("/bin/bash", [script, package], Limit);
        return output.ExitCode == 0
            ? Path.Combine(output.StandardOutput.TrimEnd().Split('\n')[^1], program ?? package)
            : throw new InvalidOperationException(output.StandardError.Trim());
    }
}
