namespace MoniTao.Operator.Runtime.Hosting;

/// <summary>Work that runs beside the controllers and, like them, only while this replica leads.</summary>
/// <param name="RunAsync">Runs until its token is cancelled; may be called again for a later term.</param>
internal sealed record LeaderTask(Func<IServiceProvider, CancellationToken, Task> RunAsync);
