using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Runtime.Events;

internal sealed partial class EventRecorderLog(ILogger logger)
{
    [LoggerMessage(40, LogLevel.Warning, "Event {Reason} about {Name} was not delivered: {Error}")]
    public partial void NotDelivered(string reason, string name, string error);
}
