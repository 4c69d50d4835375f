namespace MoniTao.Benchmarks.Compare.Report;

/// <summary>One kind of probe in one setting: both sides, and their ratio round by round.</summary>
internal sealed record Row(string Subject, int? Targets, Side Monitao, Side Blackbox, Spread Ratio, Spread? RatioWithPrometheus)
{
    private const double Mebibyte = 1048576;

    public static IReadOnlyList<Row> Of(CompareResults results) =>
    [
        .. results.Samples.GroupBy(sample => (sample.Targets, sample.Subject)).OrderBy(group => group.Key.Targets)
            .Select(group => Of(group.Key.Subject, group.Key.Targets, [.. group.Where(s => s.Contender == "monitao")], [.. group.Where(s => s.Contender == "blackbox")])),
    ];

    private static Row Of(string subject, int? targets, Sample[] monitao, Sample[] blackbox) => new(
        subject,
        targets,
        SideOf(monitao),
        SideOf(blackbox),
        Spread.Of(monitao.Zip(blackbox, (m, b) => m.Cpu / b.Cpu)),
        // Prometheus is what makes probes of an exporter: without it there are none, while monitao's go on
        targets is null ? null : Spread.Of(monitao.Zip(blackbox, (m, b) => m.Cpu / (b.Cpu + b.PrometheusCpu!.Value))));

    private static Side SideOf(Sample[] samples) => new(
        Spread.Of(samples.Select(s => s.Cpu)),
        samples[0].PrometheusCpu is null ? null : Spread.Of(samples.Select(s => s.PrometheusCpu!.Value)),
        Spread.Of(samples.Select(s => s.Rate)),
        Spread.Of(samples.Select(s => s.Peak / Mebibyte)));
}
