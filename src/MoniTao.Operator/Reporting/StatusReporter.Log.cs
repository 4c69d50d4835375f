using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Reporting;

public sealed partial class StatusReporter
{
    [LoggerMessage(EventId = 201, Level = LogLevel.Error, Message = "The status of {Monitor} could not be made; it is tried again")]
    private partial void LogDefect(Exception error, string monitor);

    [LoggerMessage(EventId = 202, Level = LogLevel.Error, Message = "The API server refuses the status of {Monitor}: {Message}. Is the CRD of this version applied?")]
    private partial void LogInvalid(string monitor, string? message);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "The status of {Monitor} waits for the API server: {Message}")]
    private partial void LogUnavailable(string monitor, string? message);
}
