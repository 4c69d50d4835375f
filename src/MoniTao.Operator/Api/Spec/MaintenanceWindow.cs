using System.ComponentModel.DataAnnotations;

namespace MoniTao.Operator.Api.Spec;

/// <summary>A time, once or again and again, in which a failure is expected.</summary>
public sealed record MaintenanceWindow
{
    /// <summary>When the window opens: a cron expression of five fields (minute, hour, day, month, weekday), or <c>@daily</c> and the like.</summary>
    [Required]
    [StringLength(128, MinimumLength = 1)]
    [RegularExpression(@"^(@[a-z]+|\S+( +\S+){4})$", ErrorMessage = "a schedule has five fields: minute, hour, day of month, month, day of week")]
    public string Schedule { get; init; } = "";

    /// <summary>Seconds from the opening to the end of the window.</summary>
    [Required]
    [Range(1, 2678400)]
    public int DurationSeconds { get; init; }

    /// <summary>The time zone of <c>schedule</c>, by its IANA name such as <c>Europe/Paris</c>.</summary>
    [StringLength(64, MinimumLength = 1)]
    [RegularExpression("^[A-Za-z0-9_+/-]+$", ErrorMessage = "a time zone is an IANA name, such as Europe/Paris or UTC")]
    public string TimeZone { get; init; } = "UTC";
}
