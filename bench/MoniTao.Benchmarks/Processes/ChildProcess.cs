using System.Diagnostics;

namespace MoniTao.Benchmarks.Processes;

/// <summary>A process of ours: it ends with its owner.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;

    private ChildProcess(Process process, string program)
    {
        (_process, Program) = (process, Path.GetFileName(program));
        // read at all times: a full pipe would stop the process
        (Output, Errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public string Program { get; }

    public int Id => _process.Id;

    /// <summary>All that it writes; complete when it has ended.</summary>
    public Task<string> Output { get; }

    public Task<string> Errors { get; }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start) ?? throw new BenchException($"{program} did not start"), program);
    }

    /// <summary>Waits until it answers.</summary>
    public async Task WaitForAsync(HttpClient http, string url, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        while (true)
        {
            if (_process.HasExited)
                throw new BenchException($"{Program} ended: {(await Output + await Errors).TrimEnd()}");
            try
            {
                using var answer = await http.GetAsync(url, limit.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // it does not listen yet
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new BenchException($"{Program} does not answer at {url}");
            }

            await Task.Delay(Pause, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <exception cref="BenchException">Its exit code is not 0.</exception>
    public async Task<string> EndAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode == 0 ? await Output : throw new BenchException($"{Program} failed: {(await Errors).TrimEnd()}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }
}
