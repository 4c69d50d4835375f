using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Planning;

/// <summary>Checks every bound of the schema from the very attributes that the schema is made of.</summary>
internal static class BoundsChecker
{
    /// <summary>The message of a field that holds nothing where it must.</summary>
    public const string Missing = "is required";

    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);
    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Member>> Members = new();

    /// <summary>Walks an object of the API and reports each value out of bounds.</summary>
    public static IEnumerable<SpecError> Check(object owner, string path) =>
        Members.GetOrAdd(owner.GetType(), ReadMembers).SelectMany(member =>
            CheckMember(member, member.Property.GetValue(owner), $"{path}.{JsonNamingPolicy.CamelCase.ConvertName(member.Property.Name)}"));

    /// <summary>True when the whole text matches as the API server sees it: there <c>$</c> is the end, never a line feed before it.</summary>
    public static bool Matches(string text, string pattern) =>
        Patterns.GetOrAdd(pattern, static given => new Regex(EndOfText(given), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchLimit)).IsMatch(text);

    private static string EndOfText(string pattern) =>
        (pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern).Replace("|$)", @"|\z)", StringComparison.Ordinal);

    private static IReadOnlyList<Member> ReadMembers(Type type)
    {
        lock (Nullability)
            return [.. type.GetProperties().Select(property => new Member(property, Nullability.Create(property).ReadState == NullabilityState.Nullable, [.. property.GetCustomAttributes()]))];
    }

    private static IEnumerable<SpecError> CheckMember(Member member, object? value, string path)
    {
        var property = member.Property;
        if (value is null)
            return member.Optional ? [] : [new SpecError(path, Missing)];
        var own = member.Bounds.Select(attribute => Violation(attribute, value)).OfType<string>().Select(message => new SpecError(path, message)).Take(1);
        return value switch
        {
            string => own,
            IDictionary map => own.Concat(map.Keys.Cast<string>().SelectMany(key => CheckItem(property, map[key], $"{path}[{key}]"))),
            IEnumerable list => own.Concat(list.Cast<object?>().SelectMany((item, index) => CheckItem(property, item, $"{path}[{index}]"))),
            _ when property.PropertyType.Namespace == property.DeclaringType!.Namespace => own.Concat(Check(value, path)),
            _ => own,
        };
    }

    private static IEnumerable<SpecError> CheckItem(PropertyInfo property, object? item, string path)
    {
        if (item is null)
            return [new SpecError(path, Missing)];
        if (item is not string text)
            return Check(item, path);
        var items = property.GetCustomAttribute<ItemsAttribute>()!;
        if (Length(text) > items.MaximumLength)
            return [new SpecError(path, $"is {Length(text)} characters long; at most {items.MaximumLength} are allowed")];
        return items.Pattern is null || Matches(text, items.Pattern) ? [] : [new SpecError(path, items.PatternMessage ?? $"does not match {items.Pattern}")];
    }

    private static string? Violation(Attribute attribute, object value) => attribute switch
    {
        RequiredAttribute when value is "" => Missing,
        RangeAttribute range when value is IConvertible number && !InRange(number, range) => $"{value} is not within {range.Minimum} to {range.Maximum}",
        StringLengthAttribute length when value is string text && Length(text) > length.MaximumLength =>
            $"is {Length(text)} characters long; at most {length.MaximumLength} are allowed",
        StringLengthAttribute length when value is string text && Length(text) < length.MinimumLength => "must not be empty",
        RegularExpressionAttribute pattern when value is string text && !Matches(text, pattern.Pattern) =>
            pattern.ErrorMessage ?? $"does not match {pattern.Pattern}",
        AllowedValuesAttribute allowed when !allowed.Values.Contains(value) => $"\"{value}\" is none of {string.Join(", ", allowed.Values)}",
        MaxLengthAttribute length when value is IEnumerable list && Count(list) > length.Length => $"has {Count(list)} items; at most {length.Length} are allowed",
        MinLengthAttribute length when value is IEnumerable list && Count(list) < length.Length => "must not be an empty list; leave it out for the default",
        ListTypeAttribute { Type: "set" } when value is IEnumerable<string> list && FirstTwin(list) is { } twin => $"\"{twin}\" is in the list twice",
        _ => null,
    };

    private static bool InRange(IConvertible number, RangeAttribute range)
    {
        var value = number.ToDouble(CultureInfo.InvariantCulture);
        return value >= Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture) && value <= Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture);
    }

    /// <summary>In Unicode characters, as the API server counts.</summary>
    private static int Length(string text) => text.EnumerateRunes().Count();

    private static int Count(IEnumerable list) => list.Cast<object?>().Count();

    /// <summary>A field with its attributes, read once: a plan is made at each reconcile.</summary>
    private sealed record Member(PropertyInfo Property, bool Optional, IReadOnlyList<Attribute> Bounds);

    private static string? FirstTwin(IEnumerable<string> list) => list.GroupBy(item => item).FirstOrDefault(group => group.Count() > 1)?.Key;
}
