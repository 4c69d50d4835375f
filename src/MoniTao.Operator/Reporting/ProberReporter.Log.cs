using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Reporting;

public sealed partial class ProberReporter
{
    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "Trouble of the prober itself: {Reason}: {Text}")]
    private partial void LogTrouble(string reason, string text);

    [LoggerMessage(EventId = 205, Level = LogLevel.Information, Message = "The prober is trusted again: {Text}")]
    private partial void LogTrusted(string text);
}
