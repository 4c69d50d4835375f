using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Runtime.Watching;

internal sealed partial class WatchLog(ILogger logger)
{
    [LoggerMessage(1, LogLevel.Information, "Watching {Resource}: {Count} objects at version {Version}")]
    public partial void Listed(string resource, int count, string version);

    [LoggerMessage(2, LogLevel.Warning, "Skipped {Kind} {Name}: it cannot be decoded")]
    public partial void Undecodable(Exception? error, string kind, string name);

    [LoggerMessage(3, LogLevel.Warning, "A line of the watch on {Resource} cannot be read, listing again: {Reason}")]
    public partial void UnreadableLine(string resource, string reason);

    [LoggerMessage(4, LogLevel.Information, "The watch on {Resource} did not end after its {Seconds} s; opening another")]
    public partial void DeadlinePassed(string resource, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "List and watch of {Resource} failed, next try in {Pause}: {Reason}")]
    public partial void Failed(string resource, TimeSpan pause, string reason);

    [LoggerMessage(6, LogLevel.Warning, "The API server does not know {Resource}: is its CRD applied? Next try in {Pause}")]
    public partial void Missing(string resource, TimeSpan pause);

    [LoggerMessage(7, LogLevel.Debug, "The watch on {Resource} is too old, listing again")]
    public partial void Relisting(string resource);

    [LoggerMessage(8, LogLevel.Error, "Unexpected failure in the watch on {Resource}; going on in {Pause}")]
    public partial void Unexpected(Exception error, string resource, TimeSpan pause);
}
