using System.Diagnostics;

namespace MoniTao.TestKit.ApiServers;

/// <summary>
/// A shell that holds the reading end of a pipe from this process. However this process ends, even by SIGKILL, the kernel
/// closes the pipe, the script's <c>read</c> returns, and the script can clean up: nothing is left behind.
/// </summary>
internal sealed class PipedShell : IAsyncDisposable
{
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(20);
    private readonly Process _process;

    /// <param name="script">A POSIX shell script that ends when its standard input does.</param>
    /// <param name="arguments">Its <c>$1</c>, <c>$2</c>, …</param>
    public PipedShell(string script, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in new[] { "-c", script, "sh" }.Concat(arguments))
            start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start");
    }

    public bool HasExited => _process.HasExited;

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(EndLimit);
        _process.Dispose();
    }
}
