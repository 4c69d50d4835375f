using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MoniTao.Operator.Sources;

/// <summary>Reads single values as Kubernetes does (YAML 1.1 words for booleans), strictly by the type that the field has.</summary>
internal static partial class ScalarReader
{
    /// <summary>True for an absent value: nothing, <c>~</c> or <c>null</c> without quotes.</summary>
    public static bool IsNull(ManifestNode node) => node is ManifestNode.Scalar { IsPlain: true, Text: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>The value as JSON; null with a phrase when it is of another type.</summary>
    public static JsonNode? Read(ManifestNode.Scalar scalar, string? type, string? format, out string error)
    {
        error = "";
        switch (type)
        {
            case "string" when scalar.IsPlain && LooksLike(scalar.Text) is { } kind:
                error = $"must be a text, but {scalar.Text} is {kind}; put it in quotes";
                return null;
            case "string" when format == "date-time" && !DateTimeOffset.TryParse(scalar.Text, CultureInfo.InvariantCulture, out _):
                error = "must be a time such as 2026-01-31T12:00:00Z";
                return null;
            case "string":
                return JsonValue.Create(scalar.Text);
            case "boolean" when scalar.IsPlain && Boolean(scalar.Text) is { } value:
                return JsonValue.Create(value);
            case "integer" when scalar.IsPlain && Whole(scalar.Text, format) is { } value:
                return JsonValue.Create(value);
            case "number" when scalar.IsPlain && Number().IsMatch(scalar.Text):
                return JsonValue.Create(double.Parse(scalar.Text, CultureInfo.InvariantCulture));
            case null:
                return Untyped(scalar);
            default:
                error = $"must be {Article(type)}, but \"{Short(scalar.Text)}\" is not";
                return null;
        }
    }

    private static JsonValue Untyped(ManifestNode.Scalar scalar) =>
        !scalar.IsPlain ? JsonValue.Create(scalar.Text)
        : Boolean(scalar.Text) is { } flag ? JsonValue.Create(flag)
        : Number().IsMatch(scalar.Text) ? JsonValue.Create(double.Parse(scalar.Text, CultureInfo.InvariantCulture))
        : JsonValue.Create(scalar.Text);

    private static bool? Boolean(string text) => text switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => false,
        _ => null,
    };

    private static long? Whole(string text, string? format) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && (format != "int32" || value == (int)value) ? value : null;

    private static string? LooksLike(string text) =>
        Boolean(text) is not null ? "a boolean" : Number().IsMatch(text) ? "a number" : null;

    private static string Article(string type) => type switch
    {
        "integer" => "a whole number",
        "boolean" => "true or false",
        "object" => "a map",
        "array" => "a list",
        _ => $"a {type}",
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    [GeneratedRegex(@"\A[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex Number();
}
