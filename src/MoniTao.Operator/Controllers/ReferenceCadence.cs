namespace MoniTao.Operator.Controllers;

/// <summary>How often Secrets and ConfigMaps that monitors refer to are read again: they are not watched.</summary>
public sealed record ReferenceCadence
{
    /// <summary>One that is missing or damaged is looked for again this soon.</summary>
    public TimeSpan HealAfter { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>One that is in use is read again this often, so that a rotated one takes effect.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromSeconds(60);
}
