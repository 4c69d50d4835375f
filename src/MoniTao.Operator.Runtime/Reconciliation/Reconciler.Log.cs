using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Caching;

namespace MoniTao.Operator.Runtime.Reconciliation;

internal sealed partial class Reconciler<TEntity>
{
    [LoggerMessage(20, LogLevel.Warning, "Reconciling {Key} failed, next try in {Pause}: {Reason}")]
    private partial void LogFailed(EntityKey key, string reason, TimeSpan pause);

    [LoggerMessage(21, LogLevel.Error, "The controller threw for {Key} (time limit passed: {TimedOut}), next try in {Pause}")]
    private partial void LogThrew(Exception error, EntityKey key, bool timedOut, TimeSpan pause);
}
