using System.Collections.Concurrent;
using System.Diagnostics;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>The real executable, <c>monitao operator</c>, as a process that can be killed.</summary>
internal sealed class OperatorProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _address;
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<string> _lines = new();

    private OperatorProcess(Process process, string address)
    {
        (_process, _address) = (process, address);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Host and port of its pages.</summary>
    public string Authority => new Uri(_address).Authority;

    /// <summary>What it has printed and logged.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts it.</summary>
    /// <param name="kubeconfig">The file that leads to the API server.</param>
    /// <param name="space">The namespace that it watches, and where its Lease is.</param>
    /// <param name="more">More arguments.</param>
    public static OperatorProcess Start(string kubeconfig, string space, params string[] more)
    {
        var address = $"http://127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "monitao.dll"), "operator",
            "--kubeconfig", kubeconfig, "--namespace", space, "--lease-namespace", space, "--listen", address, "--log-format", "json", .. more,
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return new OperatorProcess(Process.Start(start)!, address);
    }

    /// <summary>SIGKILL: nothing is released, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public Task<string> ScrapeAsync() => _http.GetStringAsync(new Uri(_address + "/metrics"));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        _http.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
            _lines.Enqueue(line);
    }
}
