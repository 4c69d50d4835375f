using MoniTao.Operator.Api;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>Short words for what tests look for in a monitor.</summary>
internal static class MonitorReading
{
    /// <summary><c>True/TcpRefused</c>: status and reason of a condition; <c>absent</c> when there is none.</summary>
    public static string Condition(this ConnectivityMonitor monitor, string type) =>
        monitor.Status?.Conditions.SingleOrDefault(c => c.Type == type) is { } found ? $"{found.Status}/{found.Reason}" : "absent";

    public static string? Message(this ConnectivityMonitor monitor, string type) =>
        monitor.Status?.Conditions.SingleOrDefault(c => c.Type == type)?.Message;

    public static string Reason(this ConnectivityMonitor monitor) => monitor.Status?.Verdict?.Reason ?? "none";

    public static bool IsUp(this ConnectivityMonitor monitor) => monitor.Status?.Verdict?.State == "Up";

    public static bool IsDown(this ConnectivityMonitor monitor) => monitor.Status?.Verdict?.State == "Down";

    /// <summary>True when the status is about the spec as it is now.</summary>
    public static bool IsCurrent(this ConnectivityMonitor monitor) => monitor.Status?.ObservedGeneration == monitor.Metadata.Generation;
}
