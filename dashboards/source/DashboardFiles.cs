using MoniTao.Dashboards.Model;

namespace MoniTao.Dashboards;

/// <summary>The files of the folder <c>dashboards</c>, which Grafana imports.</summary>
public static class DashboardFiles
{
    /// <summary>File name and content of each.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new[] { Fleet.Dashboard, OneMonitor.Dashboard, HeatMap.Dashboard, OperatorHealth.Dashboard }
        .ToDictionary(dashboard => $"{dashboard.Uid}.json", dashboard => dashboard.ToText());
}
