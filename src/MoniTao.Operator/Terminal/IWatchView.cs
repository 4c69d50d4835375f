namespace MoniTao.Operator.Terminal;

/// <summary>How the rounds of a watch are shown: on a terminal, as lines for people, as lines for scripts.</summary>
internal interface IWatchView
{
    /// <summary>Runs the work, which hands over each round as it ends.</summary>
    Task RunAsync(Func<Action<Round>, Task> work);
}
