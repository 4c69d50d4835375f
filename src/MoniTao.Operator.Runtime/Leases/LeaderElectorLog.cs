using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Runtime.Leases;

internal sealed partial class LeaderElectorLog(ILogger logger)
{
    [LoggerMessage(30, LogLevel.Information, "Leading by lease {Lease} as {Identity}")]
    public partial void Leading(string lease, string identity);

    [LoggerMessage(31, LogLevel.Warning, "Lost lease {Lease}; its holder is now '{Holder}'")]
    public partial void Lost(string lease, string holder);

    [LoggerMessage(32, LogLevel.Warning, "Lease {Lease} could not be acquired or renewed: {Reason}")]
    public partial void TryFailed(string lease, string reason);

    [LoggerMessage(33, LogLevel.Information, "Released lease {Lease}")]
    public partial void Released(string lease);

    [LoggerMessage(34, LogLevel.Warning, "Lease {Lease} could not be released and will run out: {Reason}")]
    public partial void ReleaseFailed(string lease, string reason);
}
