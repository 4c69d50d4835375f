using MoniTao.Operator.Tests.Sources;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>The real executable, <c>monitao run</c>, with <c>/probe</c>.</summary>
internal sealed class MonitaoProcess : IAsyncDisposable
{
    private readonly SupervisedProcess _process;

    private MonitaoProcess(SupervisedProcess process, string address) => (_process, Address) = (process, address);

    public string Address { get; }

    /// <summary>Starts it in a folder, with authorities to trust in place of the system's.</summary>
    public static async Task<MonitaoProcess> StartAsync(TemporaryFolder folder, string authorities, params string[] options)
    {
        await File.WriteAllTextAsync(folder.File("shop.yaml"), Manifests.Monitor("shop"));
        var address = $"127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        string[] arguments =
        [
            $"SSL_CERT_FILE={authorities}", "dotnet", Path.Combine(AppContext.BaseDirectory, "monitao.dll"),
            "run", "-f", folder.File("shop.yaml"), "--no-status", "--listen", $"http://{address}", "--probe-endpoint", .. options,
        ];
        var started = new MonitaoProcess(new SupervisedProcess(folder.File("monitao.log"), "env", arguments), address);
        await Http.AnswersAsync($"http://{address}/healthz", started._process);
        return started;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
