namespace MoniTao.Benchmarks.Compare;

/// <summary>One kind of probe that both sides do.</summary>
/// <param name="Key">As it is asked for.</param>
/// <param name="Name">As it stands in the table.</param>
/// <param name="Module">The module of blackbox_exporter.</param>
/// <param name="Targets">URLs; both sides take them in turn.</param>
/// <param name="Trust">Where the root of the certificates is found.</param>
internal sealed record Subject(string Key, string Name, string Module, IReadOnlyList<string> Targets, Trust Trust = Trust.System)
{
    /// <summary>What is compared on the targets of <c>bench/targets.sh</c>.</summary>
    public static IReadOnlyList<Subject> All(int port)
    {
        string[] https = [.. Enumerable.Range(port + 10, 10).Select(p => $"https://127.0.0.1:{p}/")];
        return
        [
            new("TCP", "TCP", "tcp", [$"tcp://127.0.0.1:{port}"]),
            new("HTTP", "HTTP", "http", [$"http://127.0.0.1:{port}/"]),
            new("HTTPS", "HTTPS", "https", https, Trust.File),
            new("System", "HTTPS, system's roots", "http", https, Trust.System),
        ];
    }
}
