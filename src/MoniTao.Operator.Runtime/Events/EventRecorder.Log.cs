using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Runtime.Events;

public sealed partial class EventRecorder
{
    [LoggerMessage(40, LogLevel.Warning, "Event {Reason} about {Name} was not delivered: {Error}")]
    private partial void LogNotDelivered(string reason, string name, string error);
}
