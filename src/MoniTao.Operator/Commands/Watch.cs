using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary>Rounds of examinations, one at each beat; a round that takes longer is followed by the next at once.</summary>
internal sealed class Watch(TimeSpan interval, int? rounds, TimeProvider time)
{
    /// <summary>Goes on for as many rounds as were asked for, or until it is cancelled, which is an orderly end once there was a round.</summary>
    /// <returns>The exit code of the last whole round.</returns>
    public async Task<int> RunAsync(
        Func<IReadOnlyList<Examination>?, Task<IReadOnlyList<Examination>>> examine, IWatchView view, CancellationToken cancellationToken)
    {
        Round? last = null;
        try
        {
            await view.RunAsync(async show =>
            {
                using var timer = new PeriodicTimer(interval, time);
                do
                {
                    var started = time.GetUtcNow();
                    last = new Round((last?.Number ?? 0) + 1, started, await examine(last?.Found));
                    show(last);
                }
                while (last.Number != rounds && await timer.WaitForNextTickAsync(cancellationToken));
            });
        }
        catch (OperationCanceledException) when (last is not null)
        {
            // the verdicts of the last round stand
        }

        return DiagnoseSession.CodeOf(last!.Found);
    }
}
