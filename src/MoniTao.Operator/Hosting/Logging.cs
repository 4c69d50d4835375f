using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Hosting;

/// <summary>Logs: JSON lines in a pod, where machines read them, and readable lines in a terminal; always to standard error.</summary>
public static class Logging
{
    private const string UtcFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    /// <summary>Adds the console.</summary>
    /// <param name="logging">The logging of the host.</param>
    /// <param name="format"><c>json</c>, <c>text</c>, or <c>auto</c>: json in a pod.</param>
    /// <param name="verbose">Shows debug messages too.</param>
    public static ILoggingBuilder AddMonitaoConsole(this ILoggingBuilder logging, string format, bool verbose)
    {
        logging.SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (format == "json" || (format == "auto" && InPod))
            return logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, UtcFormat));
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsole(console => console.FormatterName = LineFormatter.FormatterName);
        return logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
    }

    private static bool InPod => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is { Length: > 0 };
}
