namespace MoniTao.Operator.Api.Spec;

/// <summary>What Kubernetes allows as the name of an object (RFC 1123 subdomain) and as a key of a Secret or ConfigMap.</summary>
public static class ObjectNames
{
    /// <summary>The longest name or key, in characters.</summary>
    public const int MaximumLength = 253;

    /// <summary>A name.</summary>
    public const string Pattern = @"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$";

    /// <summary>What to say of another name.</summary>
    public const string Message = "a name has lower-case letters, digits, hyphens and dots, and starts and ends with a letter or digit";

    /// <summary>A key.</summary>
    public const string KeyPattern = "^[A-Za-z0-9._-]+$";

    /// <summary>What to say of another key.</summary>
    public const string KeyMessage = "a key has letters, digits, hyphens, underscores and dots only";
}
