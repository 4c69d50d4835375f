namespace MoniTao.Operator.Terminal;

/// <summary>
/// Shows that work goes on: on a terminal a line that is drawn anew each second, elsewhere at most the title. On standard error.
/// </summary>
internal sealed class Progress : IAsyncDisposable
{
    private const string Erase = "\r\x1b[2K";
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly Screen _screen;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer? _timer;
    private readonly Lock _lock = new();
    private string _text;

    /// <summary>Begins to show the title.</summary>
    /// <param name="screen">Standard error.</param>
    /// <param name="title">What is going on.</param>
    /// <param name="time">Counts the seconds.</param>
    /// <param name="announce">Whether a screen that is no terminal gets the title as a line.</param>
    public Progress(Screen screen, string title, TimeProvider time, bool announce = false)
    {
        (_screen, _time, _text, _start) = (screen, time, title, time.GetTimestamp());
        if (screen.IsTerminal)
            _timer = time.CreateTimer(_ => Draw(), null, TimeSpan.Zero, Tick);
        else if (announce)
            screen.Text(title);
    }

    /// <summary>Runs the work; it gets a function that shows another text.</summary>
    public static async Task<T> RunAsync<T>(Screen screen, string title, bool announce, Func<Action<string>, Task<T>> work)
    {
        await using var progress = new Progress(screen, title, TimeProvider.System, announce);
        return await work(progress.Show);
    }

    /// <summary>Shows another text from the next second on.</summary>
    public void Show(string text) => Volatile.Write(ref _text, text);

    /// <summary>Takes the line away while results are written: both may be on one terminal.</summary>
    public void Aside(Action write)
    {
        lock (_lock)
        {
            if (_timer is not null)
                _screen.Raw(Erase);
            write();
        }
    }

    /// <summary>Takes the line away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_timer is null)
            return;
        await _timer.DisposeAsync();
        _screen.Raw(Erase);
    }

    private void Draw()
    {
        var line = $"{Phrases.Clean(Volatile.Read(ref _text))} … {(int)_time.GetElapsedTime(_start).TotalSeconds} s";
        lock (_lock)
            _screen.Raw(Erase + Phrases.Cut(line, _screen.Width - 1));
    }
}
