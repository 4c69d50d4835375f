namespace MoniTao.Operator.Alerting;

/// <summary>An alert and what has to be said of it.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="EndedAt">When it ended; null while it fires.</param>
/// <param name="Version">Grows with each change of any alert: a replica that took an older one has to be told.</param>
internal sealed record BookedAlert(Alert Alert, DateTimeOffset? EndedAt, long Version);
