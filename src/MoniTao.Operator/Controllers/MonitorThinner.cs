using MoniTao.Operator.Api;
using MoniTao.Operator.Supervision;

namespace MoniTao.Operator.Controllers;

/// <summary>
/// Every status write comes back through the watch as a whole object. Of ten thousand monitors the cache would soon hold a second
/// copy of each spec beside that of its plan, and a second copy of each status beside the one that was written.
/// </summary>
internal static class MonitorThinner
{
    /// <summary>Shares what did not change, and drops the status of a monitor whose written status is already known.</summary>
    public static void Thin(ConnectivityMonitor fresh, ConnectivityMonitor before, Supervisor supervisor)
    {
        var (now, known) = (fresh.Metadata, before.Metadata);
        (now.Name, now.NamespaceProperty, now.Uid) = (known.Name, known.NamespaceProperty, known.Uid);
        if (now.Generation != known.Generation || now.Generation is null)
            return;
        fresh.Spec = before.Spec;
        if (now.Labels is not null && known.Labels is not null && now.Labels.Count == known.Labels.Count && !now.Labels.Except(known.Labels).Any())
            now.Labels = known.Labels;
        if (supervisor.Find(MonitorView.IdOf(fresh))?.Entity.Metadata.Uid == now.Uid)
            fresh.Status = null;
    }
}
