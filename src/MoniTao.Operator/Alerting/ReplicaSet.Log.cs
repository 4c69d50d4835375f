using System.Net;
using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Alerting;

internal sealed partial class ReplicaSet
{
    [LoggerMessage(EventId = 223, Level = LogLevel.Information, Message = "Alerts are pushed to {Url} at {Address}")]
    private partial void LogFound(Uri url, IPAddress address);

    [LoggerMessage(EventId = 224, Level = LogLevel.Warning, Message = "The name in {Url} does not resolve; it is tried again, and the replicas known are told: {Reason}")]
    private partial void LogUnresolved(Uri url, string reason);
}
