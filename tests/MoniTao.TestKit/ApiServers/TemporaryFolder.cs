namespace MoniTao.TestKit.ApiServers;

/// <summary>A folder that only this user can read and that is removed also when the test process is killed.</summary>
internal sealed class TemporaryFolder : IAsyncDisposable
{
    // Repeated, because after a SIGKILL of the test process the servers die at the same moment and may still be writing.
    private const string Script =
        """
        read -r _
        tries=0
        until rm -rf -- "$1" 2>/dev/null || [ "$tries" -ge 10 ]; do tries=$((tries + 1)); sleep 1; done
        """;

    private readonly PipedShell _janitor;

    public TemporaryFolder(string prefix)
    {
        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        _janitor = new PipedShell(Script, Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public ValueTask DisposeAsync() => _janitor.DisposeAsync();
}
