namespace MoniTao.Operator.Api.Schema;

/// <summary>Bounds of each string in a list, or of each value in a map.</summary>
/// <param name="maximumLength">The longest item, in characters.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute(int maximumLength) : Attribute
{
    /// <summary>The longest item, in characters.</summary>
    public int MaximumLength { get; } = maximumLength;

    /// <summary>What each item must match; null for anything. It must mean the same in Go's regular expressions (RE2).</summary>
    public string? Pattern { get; init; }

    /// <summary>What to say of an item that does not match.</summary>
    public string? PatternMessage { get; init; }
}
