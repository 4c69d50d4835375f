using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>Keeps every line that an operator logs, whatever its level.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    /// <summary>All of it, for a search.</summary>
    public string Text => string.Join('\n', _lines.Select(line => $"{line.Level}: {line.Text}"));

    /// <summary>What is an error, or worse.</summary>
    public IReadOnlyList<string> Errors => [.. _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Text)];

    /// <summary>An operator in order logs no error, whatever its monitors find.</summary>
    public void AssertNoErrors() => Assert.True(Errors.Count == 0, string.Join('\n', Errors));

    public ILogger CreateLogger(string categoryName) => new Writer(_lines, categoryName);

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<(LogLevel, string)> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {exception}"));
    }
}
