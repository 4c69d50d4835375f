using System.Diagnostics;
using System.Globalization;

namespace MoniTao.Fleet;

/// <summary>The operator as published, a process of its own; read from outside.</summary>
internal sealed class OperatorProcess : IDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux of today
    private readonly Process _process;
    private readonly HttpClient _http;

    public OperatorProcess(string executable, string kubeconfig, TargetPorts ports, string folder, IEnumerable<string> flags)
    {
        var log = Path.Combine(folder, "operator.log");
        var listen = $"http://127.0.0.1:{ports.Metrics}";
        string[] arguments = ["operator", "--kubeconfig", kubeconfig, "--lease-namespace", "default", "--listen", listen, "--log-format", "text", .. flags];
        // the shell becomes the operator: only its output goes to a file
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" 2>>" + log, executable, .. arguments]))!;
        File.WriteAllText(Path.Combine(folder, "operator.pid"), _process.Id.ToString(CultureInfo.InvariantCulture));
        _http = new HttpClient { BaseAddress = new Uri(listen), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <summary>User and system time so far, in seconds.</summary>
    public double Cpu()
    {
        var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
        return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>A line of <c>/proc/PID/status</c> in mebibytes: <c>VmRSS</c>, <c>VmHWM</c>.</summary>
    public double Memory(string name) => double.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    /// <summary>Open sockets.</summary>
    public int Sockets() => Directory.EnumerateFileSystemEntries($"/proc/{_process.Id}/fd").Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true);

    /// <summary>A scrape; of these families alone, which is cheap however many monitors there are, or of all.</summary>
    public async Task<MetricsText> ScrapeAsync(CancellationToken cancellation, params string[] families) =>
        MetricsText.Parse(await PageAsync(families, cancellation));

    /// <summary>The page as it is sent.</summary>
    public Task<byte[]> PageAsync(string[] families, CancellationToken cancellation) =>
        _http.GetByteArrayAsync("/metrics" + (families.Length == 0 ? "" : "?" + string.Join('&', families.Select(family => $"name[]={family}"))), cancellation);

    public async Task StopAsync(CancellationToken cancellation)
    {
        using (var kill = Process.Start("kill", _process.Id.ToString(CultureInfo.InvariantCulture)))
            await kill.WaitForExitAsync(cancellation);
        await _process.WaitForExitAsync(cancellation);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
        _http.Dispose();
    }
}
