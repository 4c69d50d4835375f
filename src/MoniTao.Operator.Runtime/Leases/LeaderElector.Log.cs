using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Runtime.Leases;

public sealed partial class LeaderElector
{
    [LoggerMessage(30, LogLevel.Information, "Leading by lease {Lease} as {Identity}")]
    private partial void LogLeading(string lease, string identity);

    [LoggerMessage(31, LogLevel.Warning, "Lost lease {Lease}; its holder is now '{Holder}'")]
    private partial void LogLost(string lease, string holder);

    [LoggerMessage(32, LogLevel.Warning, "Lease {Lease} could not be acquired or renewed: {Reason}")]
    private partial void LogTryFailed(string lease, string reason);

    [LoggerMessage(33, LogLevel.Information, "Released lease {Lease}")]
    private partial void LogReleased(string lease);

    [LoggerMessage(34, LogLevel.Warning, "Lease {Lease} could not be released and will run out: {Reason}")]
    private partial void LogReleaseFailed(string lease, string reason);
}
