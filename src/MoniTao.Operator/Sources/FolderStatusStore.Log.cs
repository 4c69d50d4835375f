using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Sources;

internal sealed partial class FolderStatusStore
{
    [LoggerMessage(1, LogLevel.Warning, "{Path} can't be read, so nothing of an earlier run is known: {Error}")]
    private partial void Unreadable(string path, string error);

    [LoggerMessage(2, LogLevel.Warning, "{Path} can't be written: {Error}. Monitoring goes on; --no-status turns these files off")]
    private partial void Unwritable(string path, string error);
}
