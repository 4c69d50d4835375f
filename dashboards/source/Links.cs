namespace MoniTao.Dashboards;

/// <summary>From a value to where one looks next.</summary>
internal static class Links
{
    private const string Monitor = "/d/monitao-monitor?${datasource:queryparam}&${__url_time_range}";

    /// <summary>From a row of a table with the columns <c>namespace</c> and <c>monitor</c>.</summary>
    public static readonly object OfRow = Link("Show this monitor", Monitor + "&var-namespace=${__data.fields.namespace}&var-monitor=${__data.fields.monitor}");

    /// <summary>From a series with these labels.</summary>
    public static readonly object OfSeries = Link("Show this monitor", Monitor + "&var-namespace=${__field.labels.namespace}&var-monitor=${__field.labels.monitor}");

    /// <summary>From a cell with a reason to its page: likely causes, and the commands to run.</summary>
    public static readonly object OfReason = Link("What to do", "${runbooks}/${__value.raw}");

    /// <summary>From a series with a reason.</summary>
    public static readonly object OfReasonSeries = Link("What to do", "${runbooks}/${__field.labels.reason}");

    private static object Link(string title, string url) => new[] { new { title, url, targetBlank = false } };
}
