using MoniTao.Dashboards.Model;

namespace MoniTao.Dashboards;

/// <summary>The variables that several dashboards have.</summary>
internal static class Choices
{
    public static readonly Variable Namespaces = Variable.Labels("namespace", "Namespace", "label_values(monitao_monitor_info, namespace)");

    public static readonly Variable Monitors =
        Variable.Labels("monitor", "Monitor", """label_values(monitao_monitor_info{namespace=~"$namespace"}, monitor)""");

    public static readonly Variable Runbooks =
        Variable.Constant("runbooks", "Where the pages of the reasons are; the reason is added", "https://monitao.io/runbooks");
}
