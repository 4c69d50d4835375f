using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Sources;

internal sealed partial class FolderSupervision
{
    [LoggerMessage(1, LogLevel.Information, "{Monitor} is no longer in the manifests")]
    private partial void Removed(string monitor);

    [LoggerMessage(2, LogLevel.Information, "{Monitors} monitors are in the manifests, {Errors} mistakes were left out")]
    private partial void Taken(int monitors, int errors);
}
