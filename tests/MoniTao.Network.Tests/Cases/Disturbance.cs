using MoniTao.Network.Tests.Monitoring;

namespace MoniTao.Network.Tests.Cases;

/// <summary>A fault of the monitoring process itself: its manifest is monitored, and something is done to it meanwhile.</summary>
/// <param name="Name">Kebab case, unique.</param>
/// <param name="Made">How the fault is made, for people.</param>
/// <param name="Reason">The reason that must be reported.</param>
/// <param name="RunAsync">Runs it in a folder of its own.</param>
internal sealed record Disturbance(string Name, string Made, string Reason, Func<string, Task<MonitorStatus>> RunAsync);
