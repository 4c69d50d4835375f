namespace MoniTao.Operator.Planning;

/// <summary>The way to a field, written out only where something is wrong: <c>spec.http.expectedStatus[1]</c>.</summary>
/// <param name="Owner">What the field is in; null for the first.</param>
/// <param name="Name">The field.</param>
/// <param name="Key">The item of a list or a map.</param>
internal sealed record FieldPath(FieldPath? Owner, string Name, object? Key = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Owner}{(Owner is null ? "" : ".")}{Name}{(Key is null ? "" : $"[{Key}]")}";
}
