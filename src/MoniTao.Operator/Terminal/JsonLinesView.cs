namespace MoniTao.Operator.Terminal;

/// <summary>Each round as one JSON document on a line of its own.</summary>
internal sealed class JsonLinesView(TextWriter output) : IWatchView
{
    public Task RunAsync(Func<Action<Round>, Task> work) => work(round =>
    {
        output.WriteLine(DiagnosisDocument.WriteLine(new RoundDocument(round.Number, round.Time, round.Found.Select(DiagnosisDocument.Of))));
        output.Flush(); // whoever reads a pipe wants it now
    });

    private sealed record RoundDocument(int Round, DateTimeOffset Time, IEnumerable<DiagnosisDocument> Targets);
}
