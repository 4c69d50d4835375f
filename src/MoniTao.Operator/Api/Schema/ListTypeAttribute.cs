namespace MoniTao.Operator.Api.Schema;

/// <summary>How server-side apply merges a list (<c>x-kubernetes-list-type</c>); a list without it is atomic.</summary>
/// <param name="type"><c>atomic</c>, <c>set</c> (items are unique) or <c>map</c> (items are unique by <paramref name="key"/>).</param>
/// <param name="key">The key of a <c>map</c>, in JSON spelling.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ListTypeAttribute(string type, string? key = null) : Attribute
{
    /// <summary><c>atomic</c>, <c>set</c> or <c>map</c>.</summary>
    public string Type { get; } = type;

    /// <summary>The key of a <c>map</c>.</summary>
    public string? Key { get; } = key;
}
