using System.Collections.Concurrent;
using MoniTao.Operator.Runtime.Reconciliation;

namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>Notes its calls and does in each what the test says.</summary>
internal sealed class ScriptedController : IEntityController<Widget>
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IReadOnlyList<string> Calls => [.. _calls];

    public Func<Widget, CancellationToken, Task<ReconciliationResult>> OnReconcile { get; set; } =
        (_, _) => Task.FromResult(ReconciliationResult.Success());

    public Func<Widget, Task> OnDeleted { get; set; } = _ => Task.CompletedTask;

    public int Count(string call) => _calls.Count(made => made == call);

    public Task<ReconciliationResult> ReconcileAsync(Widget entity, CancellationToken cancellation)
    {
        _calls.Enqueue($"reconcile {entity.Metadata.Name}");
        return OnReconcile(entity, cancellation);
    }

    public Task DeletedAsync(Widget entity, CancellationToken cancellation)
    {
        _calls.Enqueue($"deleted {entity.Metadata.Name}");
        return OnDeleted(entity);
    }
}
