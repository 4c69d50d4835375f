namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>One side of a <see cref="Row"/>.</summary>
/// <param name="Cpu">Milliseconds per probe.</param>
/// <param name="PrometheusCpu">The same of Prometheus.</param>
/// <param name="Rate">Probes a second.</param>
/// <param name="Peak">Peak resident memory in MiB.</param>
internal sealed record Side(Spread Cpu, Spread? PrometheusCpu, Spread Rate, Spread Peak);
