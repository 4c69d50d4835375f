using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Planning;

/// <summary>What one attribute of the schema demands of one value, and what is said when it is not so.</summary>
internal static class Bounds
{
    /// <summary>The message, or null when the value is well.</summary>
    public static string? Violation(Attribute attribute, object value) => attribute switch
    {
        RequiredAttribute when value is "" => BoundsChecker.Missing,
        RangeAttribute range when value is IConvertible number && !InRange(number, range) => $"{value} is not within {range.Minimum} to {range.Maximum}",
        StringLengthAttribute length when value is string text && IsLonger(text, length.MaximumLength) => TooLong(text, length.MaximumLength),
        StringLengthAttribute length when value is string text && Length(text) < length.MinimumLength => "must not be empty",
        RegularExpressionAttribute pattern when value is string text && !BoundsChecker.Matches(text, pattern.Pattern) =>
            pattern.ErrorMessage ?? $"does not match {pattern.Pattern}",
        AllowedValuesAttribute allowed when Array.IndexOf(allowed.Values, value) < 0 => $"\"{value}\" is none of {string.Join(", ", allowed.Values)}",
        MaxLengthAttribute length when value is IEnumerable list && Count(list) > length.Length => $"has {Count(list)} items; at most {length.Length} are allowed",
        MinLengthAttribute length when value is IEnumerable list && Count(list) < length.Length => "must not be an empty list; leave it out for the default",
        ListTypeAttribute { Type: "set" } when value is IEnumerable<string> list && FirstTwin(list) is { } twin => $"\"{twin}\" is in the list twice",
        _ => null,
    };

    /// <summary>As <see cref="Violation(Attribute, object)"/>, for a text in a list or map.</summary>
    public static string? Violation(ItemsAttribute items, string text) => IsLonger(text, items.MaximumLength)
        ? TooLong(text, items.MaximumLength)
        : items.Pattern is null || BoundsChecker.Matches(text, items.Pattern) ? null : items.PatternMessage ?? $"does not match {items.Pattern}";

    private static string TooLong(string text, int maximum) => $"is {Length(text)} characters long; at most {maximum} are allowed";

    private static bool InRange(IConvertible number, RangeAttribute range)
    {
        var value = number.ToDouble(CultureInfo.InvariantCulture);
        return value >= Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) && value <= Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
    }

    /// <summary>A text has no more characters than code units, and seldom has as many as are allowed.</summary>
    private static bool IsLonger(string text, int maximum) => text.Length > maximum && Length(text) > maximum;

    /// <summary>In Unicode characters, as the API server counts.</summary>
    private static int Length(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    private static int Count(IEnumerable list) => list is ICollection collection ? collection.Count : list.Cast<object?>().Count();

    private static string? FirstTwin(IEnumerable<string> list) => list.GroupBy(item => item).FirstOrDefault(group => group.Count() > 1)?.Key;
}
