namespace MoniTao.Operator.Alerting;

/// <summary>Where alerts point to; each is a template, filled in per monitor.</summary>
internal sealed record AlertLinks
{
    /// <summary>The page of a reason: <c>{reason}</c> is filled in. The rules in <c>alerts/monitao.rules.yaml</c> have the same.</summary>
    public string Runbook { get; init; } = "https://monitao.io/runbooks/{reason}";

    /// <summary>A dashboard of one monitor: <c>{namespace}</c> and <c>{monitor}</c> are filled in; null for none.</summary>
    public string? Generator { get; init; }

    internal string RunbookOf(string reason) => Runbook.Replace("{reason}", reason, StringComparison.Ordinal);

    internal string? GeneratorOf(string space, string monitor) => Generator?
        .Replace("{namespace}", space, StringComparison.Ordinal)
        .Replace("{monitor}", monitor, StringComparison.Ordinal);
}
