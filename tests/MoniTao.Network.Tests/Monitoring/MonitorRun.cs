using System.Diagnostics;
using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests.Monitoring;

/// <summary>
/// <c>monitao run</c> at a node, or on the machine itself, until disposed. A shell holds the end of a pipe from this process: however the tests end, the
/// kernel closes it, and the shell ends the program.
/// </summary>
internal sealed class MonitorRun : IAsyncDisposable
{
    private const string Script =
        """
        log=$1; shift
        "$@" </dev/null >"$log" 2>&1 & child=$!
        echo $child
        read -r _
        kill -9 $child; wait $child
        """;

    private readonly Process _shell;
    private readonly string _log;
    private readonly string _pid;

    /// <param name="node">Where; null for the machine itself.</param>
    /// <param name="folder">With the manifests.</param>
    /// <param name="listen">Where the pages are served.</param>
    /// <param name="options">More options.</param>
    public MonitorRun(Node? node, string folder, string listen = "none", params string[] options)
    {
        _log = Path.Combine(folder, "run.log");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        string[] inside = node is { } at ? ["ip", "netns", "exec", Namespaces.Name(at)] : [];
        string[] command =
        [
            "-c", Script, "sh", _log, .. inside,
            "dotnet", Path.Combine(AppContext.BaseDirectory, "monitao.dll"), "run", "-f", folder, "--listen", listen, "--log-format", "text", .. options,
        ];
        foreach (var argument in command)
            start.ArgumentList.Add(argument);
        _shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh did not start");
        _pid = _shell.StandardOutput.ReadLine() ?? throw new InvalidOperationException("/bin/sh did not start the program");
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

    /// <summary>Sends a signal, by its name without SIG.</summary>
    public Task SignalAsync(string name) => Shell.ScriptAsync("env", [], $"kill -{name} {_pid}");

    /// <summary>Sets the soft limit of open files; what is open stays open.</summary>
    public Task LimitDescriptorsAsync(int count) => Shell.ScriptAsync("env", [], $"prlimit --pid {_pid} --nofile={count}:");

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
