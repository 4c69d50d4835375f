using System.Diagnostics.CodeAnalysis;
using Cronos;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>One maintenance window, ready to be asked about a moment.</summary>
internal sealed class MaintenanceSchedule
{
    /// <summary>From here a schedule is asked whether it ever comes due; any moment does, and a fixed one needs no clock.</summary>
    private static readonly DateTimeOffset Epoch = DateTimeOffset.UnixEpoch;

    private readonly CronExpression _opens;
    private readonly TimeSpan _duration;
    private readonly TimeZoneInfo _zone;

    private MaintenanceSchedule(CronExpression opens, TimeSpan duration, TimeZoneInfo zone) => (_opens, _duration, _zone) = (opens, duration, zone);

    /// <summary>True from the opening of the window until, and not including, its end.</summary>
    public bool Contains(DateTimeOffset moment) =>
        _opens.GetNextOccurrence(moment - _duration, _zone, inclusive: false) is { } opening && opening <= moment;

    /// <summary>Reads a window; else tells which of its fields is wrong, and why.</summary>
    public static bool TryCreate(MaintenanceWindow window, [NotNullWhen(true)] out MaintenanceSchedule? schedule, out string field, out string error)
    {
        schedule = null;
        field = "schedule";
        error = "";
        if (!CronExpression.TryParse(window.Schedule, CronFormat.Standard, out var opens))
            error = $"\"{window.Schedule}\" is not a cron expression of five fields, such as \"0 2 * * 0\"";
        else if (opens.GetNextOccurrence(Epoch, TimeZoneInfo.Utc) is null)
            error = $"\"{window.Schedule}\" never comes due";
        if (error.Length > 0)
            return false;
        field = "timeZone";
        // The name becomes a path of the time zone files: only what looks like a name may get there.
        if (window.TimeZone.Contains('.', StringComparison.Ordinal) || !TimeZoneInfo.TryFindSystemTimeZoneById(window.TimeZone, out var zone))
        {
            error = $"\"{window.TimeZone}\" is not a time zone known here; use an IANA name such as Europe/Paris";
            return false;
        }

        schedule = new MaintenanceSchedule(opens!, TimeSpan.FromSeconds(window.DurationSeconds), zone);
        return true;
    }
}
