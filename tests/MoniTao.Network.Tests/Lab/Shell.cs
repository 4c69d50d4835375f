using System.Diagnostics;

namespace MoniTao.Network.Tests.Lab;

/// <summary>Runs a command to its end and hands over what it said.</summary>
internal static class Shell
{
    /// <summary>Only ends a run that hangs anyway.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    /// <summary>How a command ended.</summary>
    internal sealed record Result(int ExitCode, string Output, string Error);

    /// <summary>Runs a command, whatever its exit code.</summary>
    /// <exception cref="TimeoutException">It did not end; it was killed with its children.</exception>
    public static async Task<Result> RunAsync(string file, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
            return new Result(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} did not end within {Limit.TotalSeconds} s");
        }
    }

    /// <summary>Runs a script of commands; the first that fails ends it.</summary>
    /// <exception cref="InvalidOperationException">One failed; the message has its words.</exception>
    public static async Task ScriptAsync(string file, IEnumerable<string> arguments, string script)
    {
        var result = await RunAsync(file, [.. arguments, "/bin/sh", "-eu"], script);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"A step of the test network failed: {result.Error.Trim()}\n{script}");
    }
}
