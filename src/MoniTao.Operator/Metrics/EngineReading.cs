using MoniTao.Connectivity.Engine;

namespace MoniTao.Operator.Metrics;

/// <summary>What the metrics of the engine are read from.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Exemplars">Who was last in which bucket; null when nobody asked for it.</param>
internal sealed record EngineReading(MonitorEngine Engine, PhaseExemplars? Exemplars);
