using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Planning;

/// <summary>
/// Checks every bound of the schema from the very attributes that the schema is made of. Ten thousand specs and statuses are
/// checked when the operator starts, so nothing is allocated for what is well.
/// </summary>
internal static class BoundsChecker
{
    /// <summary>The message of a field that holds nothing where it must.</summary>
    public const string Missing = "is required";

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new(StringComparer.Ordinal);
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<BoundMember>> Members = new();

    /// <summary>Walks an object of the API and reports each value out of bounds.</summary>
    public static IReadOnlyList<SpecError> Check(object owner, string path)
    {
        var errors = new List<SpecError>();
        Walk(owner, new FieldPath(null, path), errors);
        return errors;
    }

    /// <summary>
    /// True when the whole text matches as the API server sees it: there <c>$</c> is the end, never a line feed before it. Without a
    /// time limit: the time is linear in the text, and a limit would be met by a process without CPU, whatever the text.
    /// </summary>
    public static bool Matches(string text, string pattern) =>
        Patterns.GetOrAdd(pattern, static given => new Regex(EndOfText(given), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)).IsMatch(text);

    private static string EndOfText(string pattern) =>
        (pattern.EndsWith('$') ? pattern[..^1] + @"\z" : pattern).Replace("|$)", @"|\z)", StringComparison.Ordinal);

    private static IReadOnlyList<BoundMember> ReadMembers(Type type)
    {
        lock (Nullability)
            return [.. type.GetProperties().Select(property => new BoundMember(property, Nullability.Create(property).ReadState == NullabilityState.Nullable))];
    }

    private static void Walk(object owner, FieldPath path, List<SpecError> errors)
    {
        foreach (var member in Members.GetOrAdd(owner.GetType(), ReadMembers))
        {
            var value = member.Read(owner);
            if (value is not null)
                WalkMember(member, value, path, errors);
            else if (!member.Optional)
                errors.Add(new SpecError($"{path}.{member.Name}", Missing));
        }
    }

    private static void WalkMember(BoundMember member, object value, FieldPath owner, List<SpecError> errors)
    {
        foreach (var attribute in member.Bounds)
        {
            if (Bounds.Violation(attribute, value) is not { } message)
                continue;
            errors.Add(new SpecError($"{owner}.{member.Name}", message));
            break;
        }

        switch (value)
        {
            case string:
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    WalkItem(member, entry.Value, new FieldPath(owner, member.Name, entry.Key), errors);
                break;
            case IEnumerable list:
                var index = 0;
                foreach (var item in list)
                    WalkItem(member, item, new FieldPath(owner, member.Name, index++), errors);
                break;
            default:
                if (member.IsSection)
                    Walk(value, new FieldPath(owner, member.Name), errors);
                break;
        }
    }

    private static void WalkItem(BoundMember member, object? item, FieldPath path, List<SpecError> errors)
    {
        if (item is null)
            errors.Add(new SpecError($"{path}", Missing));
        else if (item is not string text)
            Walk(item, path, errors);
        else if (Bounds.Violation(member.Items!, text) is { } message)
            errors.Add(new SpecError($"{path}", message));
    }
}
