using System.Diagnostics;

namespace MoniTao.TestKit.ApiServers;

/// <summary>What a command said: its exit code and both streams, each as it was.</summary>
internal sealed record CommandOutput(int ExitCode, string StandardOutput, string StandardError)
{
    /// <exception cref="TimeoutException">The command did not end within the limit; it is killed with its children.</exception>
    public static async Task<CommandOutput> RunAsync(string command, IEnumerable<string> arguments, TimeSpan limit)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{command} did not end within {limit.TotalSeconds:0} s");
        }

        return new CommandOutput(process.ExitCode, await output, await error);
    }
}
