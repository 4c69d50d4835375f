using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace MoniTao.Operator.Terminal;

/// <summary>A log entry as a line for people: time, level when it is worth a look, message. No category: the message tells enough.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "monitao-line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Information => "",
            LogLevel.Warning => "warning: ",
            LogLevel.Error or LogLevel.Critical => "error: ",
            _ => "debug: ",
        };
        textWriter.Write($"{time.GetLocalNow():HH:mm:ss} {level}{logEntry.Formatter(logEntry.State, logEntry.Exception)}");
        if (logEntry.Exception is { } exception)
            textWriter.Write(logEntry.LogLevel == LogLevel.Debug ? $": {exception}" : $": {exception.GetType().Name}: {exception.Message}");
        textWriter.WriteLine();
    }
}
