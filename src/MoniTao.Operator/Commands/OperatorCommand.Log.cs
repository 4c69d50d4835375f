using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Commands;

public static partial class OperatorCommand
{
    [LoggerMessage(EventId = 210, Level = LogLevel.Information, Message = "Serving /metrics, /healthz and /readyz at {Address}")]
    private static partial void LogServing(ILogger logger, string address);
}
