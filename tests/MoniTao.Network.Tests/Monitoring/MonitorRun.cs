using System.Diagnostics;
using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Monitoring;

/// <summary>
/// <c>monitao run</c> at a node, until disposed. A shell holds the end of a pipe from this process: however the tests end, the
/// kernel closes it, and the shell ends the program.
/// </summary>
internal sealed class MonitorRun : IAsyncDisposable
{
    private const string Script =
        """
        log=$1; shift
        "$@" </dev/null >"$log" 2>&1 & child=$!
        read -r _
        kill -9 $child; wait $child
        """;

    private readonly Process _shell;
    private readonly string _log;

    public MonitorRun(Node node, string folder)
    {
        _log = Path.Combine(folder, "run.log");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        string[] command =
        [
            "-c", Script, "sh", _log, "ip", "netns", "exec", Namespaces.Name(node),
            "dotnet", Path.Combine(AppContext.BaseDirectory, "monitao.dll"), "run", "-f", folder, "--listen", "none", "--log-format", "text",
        ];
        foreach (var argument in command)
            start.ArgumentList.Add(argument);
        _shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start");
    }

    /// <summary>What it has said so far.</summary>
    public string Log
    {
        get
        {
            if (!File.Exists(_log))
                return "";
            using var reader = new StreamReader(new FileStream(_log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
