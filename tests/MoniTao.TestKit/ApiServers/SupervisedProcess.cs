namespace MoniTao.TestKit.ApiServers;

/// <summary>A server process that cannot outlive the test process, with its output in a file.</summary>
internal sealed class SupervisedProcess(string logPath, string command, IEnumerable<string> arguments) : IAsyncDisposable
{
    // Killed, not asked: an API server drains its watches for up to a minute, and all its data is thrown away anyway.
    // The watcher dies with the process it watches, so it never kills a stranger that got the same pid later.
    private const string Script =
        """
        exec 3<&0 </dev/null >>"$1" 2>&1
        shift
        "$@" 3<&- & child=$!
        { read -r _ <&3; kill -9 "$child"; } & watch=$!
        wait "$child"; code=$?
        kill "$watch"
        exit "$code"
        """;

    private readonly PipedShell _shell = new(Script, [logPath, command, .. arguments]);

    public bool HasExited => _shell.HasExited;

    /// <summary>The last lines of the output, for the message of a failure.</summary>
    public string LogTail(int lines = 8)
    {
        if (!File.Exists(logPath))
            return "";
        using var reader = new StreamReader(new FileStream(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return string.Join('\n', reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(lines));
    }

    public ValueTask DisposeAsync() => _shell.DisposeAsync();
}
