using Microsoft.Extensions.Logging;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Verdicts;

namespace MoniTao.Operator.Commands;

internal sealed partial class TransitionLog
{
    [LoggerMessage(1, LogLevel.Information, "{Monitor} {Target} is reachable: {Text}")]
    private partial void Reachable(string monitor, Target target, string text);

    [LoggerMessage(2, LogLevel.Warning, "{Monitor} {Target} is not reachable: {Reason} in {Layer}: {Text}. Next: {Hint}")]
    private partial void Unreachable(string monitor, Target target, string reason, string layer, string text, string hint);

    [LoggerMessage(3, LogLevel.Warning, "{Monitor} {Target} can't be judged from here: {Reason}: {Text}. Next: {Hint}")]
    private partial void Uncertain(string monitor, Target target, string reason, string text, string hint);

    [LoggerMessage(4, LogLevel.Warning, "{Monitor} is not probed: {Reason}: {Text}")]
    private partial void Stalled(string monitor, string reason, string text);

    [LoggerMessage(5, LogLevel.Information, "{Monitor} is suspended")]
    private partial void Suspended(string monitor);

    [LoggerMessage(6, LogLevel.Information, "{Monitor} has changed: {Target} is probed every {Seconds} s")]
    private partial void Changed(string monitor, Target target, double seconds);

    [LoggerMessage(8, LogLevel.Warning, "ProberSuspect: {Suspicion}")]
    private partial void Suspected(Suspicion suspicion);

    [LoggerMessage(9, LogLevel.Information, "ProberTrusted: {Suspicion}")]
    private partial void Trusted(Suspicion suspicion);

    /// <summary>Says where the metrics are.</summary>
    [LoggerMessage(7, LogLevel.Information, "Metrics are at {Address}/metrics")]
    public partial void Listening(string address);
}
