using System.Net;
using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Alerting;

internal sealed partial class Replica
{
    [LoggerMessage(EventId = 220, Level = LogLevel.Warning, Message = "Alertmanager {Url} at {Address} does not take alerts; they are sent when it does: {Reason}")]
    private partial void LogAway(Uri url, IPAddress address, string reason);

    [LoggerMessage(EventId = 221, Level = LogLevel.Information, Message = "Alertmanager {Url} at {Address} takes alerts again")]
    private partial void LogBack(Uri url, IPAddress address);

    [LoggerMessage(EventId = 222, Level = LogLevel.Error, Message = "Alertmanager {Url} at {Address} refuses alerts as invalid: {Reason}")]
    private partial void LogRefused(Uri url, IPAddress address, string reason);
}
