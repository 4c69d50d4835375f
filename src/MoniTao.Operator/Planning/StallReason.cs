namespace MoniTao.Operator.Planning;

/// <summary>The reasons of the condition Stalled.</summary>
public static class StallReason
{
    /// <summary>A field holds what can't be probed. Only a change of the spec helps.</summary>
    public const string InvalidSpec = "InvalidSpec";

    /// <summary>A Secret or its key is missing. It may appear at any time: ask again soon.</summary>
    public const string SecretNotFound = "SecretNotFound";

    /// <summary>A Secret holds what can't be used, such as a damaged certificate. It may be mended at any time: ask again soon.</summary>
    public const string SecretInvalid = "SecretInvalid";

    /// <summary>A ConfigMap or its key is missing. It may appear at any time: ask again soon.</summary>
    public const string ConfigMapNotFound = "ConfigMapNotFound";

    /// <summary>A ConfigMap holds what can't be used. It may be mended at any time: ask again soon.</summary>
    public const string ConfigMapInvalid = "ConfigMapInvalid";

    /// <summary>The operator has no permission to read what the spec refers to. It may be granted at any time: ask again soon.</summary>
    public const string ReferenceForbidden = "ReferenceForbidden";

    /// <summary>True when the monitor may heal without a change of its spec.</summary>
    public static bool MayHeal(string reason) => reason != InvalidSpec;
}
