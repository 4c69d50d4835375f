using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Reconciliation;

internal sealed partial class ReconcilerLog(ILogger logger)
{
    [LoggerMessage(20, LogLevel.Warning, "Reconciling {Key} failed, next try in {Pause}: {Reason}")]
    public partial void Failed(EntityKey key, string reason, TimeSpan pause);

    [LoggerMessage(21, LogLevel.Error, "The controller threw for {Key} (time limit passed: {TimedOut}), next try in {Pause}")]
    public partial void Threw(Exception error, EntityKey key, bool timedOut, TimeSpan pause);
}
