using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Crd;

/// <summary>Adds to each node of a schema what the attributes and comments of its type or property say.</summary>
internal sealed class SchemaAnnotator(XmlDocumentation documentation)
{
    /// <summary>Completes one node; the exporter calls it for inner nodes first.</summary>
    public void Annotate(JsonSchemaExporterContext context, JsonObject schema)
    {
        var type = context.TypeInfo.Type;
        var property = context.PropertyInfo?.AttributeProvider as PropertyInfo;
        var ours = (property?.DeclaringType ?? type).Assembly == typeof(ApiJson).Assembly;
        if (!ours)
            return;
        AddFormat(schema, Nullable.GetUnderlyingType(type) ?? type);
        AddRequired(schema, type);
        if (property is not null)
        {
            schema["description"] = documentation.Of(property);
            AddBounds(schema, property);
            AddItems(schema, property);
            AddList(schema, property);
            AddMap(schema, property);
            AddDefault(schema, property);
        }
        else if (type.Assembly == typeof(ApiJson).Assembly)
        {
            schema["description"] = documentation.Of(type);
        }

        AddRules(schema, type, property);
        SchemaOrder.Sort(schema);
    }

    private static void AddFormat(JsonObject schema, Type type)
    {
        if (type == typeof(int))
            schema["format"] = "int32";
        else if (type == typeof(long))
            schema["format"] = "int64";
        else if (type == typeof(double))
            schema["format"] = "double";
    }

    private static void AddRequired(JsonObject schema, Type type)
    {
        schema.Remove("required");
        var names = type.GetProperties().Where(property => property.IsDefined(typeof(RequiredAttribute))).Select(property => JsonName(property)).ToList();
        if (names.Count > 0)
            schema["required"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
    }

    private static void AddBounds(JsonObject schema, PropertyInfo property)
    {
        foreach (var attribute in property.GetCustomAttributes())
        {
            switch (attribute)
            {
                case RangeAttribute range:
                    schema["minimum"] = Number(range.Minimum);
                    // The highest 64-bit number is no bound, and JSON readers round it.
                    if (Convert.ToDouble(range.Maximum, null) < 1L << 53)
                        schema["maximum"] = Number(range.Maximum);
                    break;
                case StringLengthAttribute length:
                    schema["maxLength"] = length.MaximumLength;
                    if (length.MinimumLength > 0)
                        schema["minLength"] = length.MinimumLength;
                    break;
                case RegularExpressionAttribute pattern:
                    schema["pattern"] = pattern.Pattern;
                    break;
                case AllowedValuesAttribute allowed:
                    schema["enum"] = JsonSerializer.SerializeToNode(allowed.Values, ApiJson.Options);
                    break;
                case MaxLengthAttribute length:
                    schema[schema["type"]!.GetValue<string>() == "object" ? "maxProperties" : "maxItems"] = length.Length;
                    break;
                case MinLengthAttribute length:
                    schema["minItems"] = length.Length;
                    break;
            }
        }
    }

    private static void AddItems(JsonObject schema, PropertyInfo property)
    {
        if (property.GetCustomAttribute<ItemsAttribute>() is not { } items)
            return;
        var item = (JsonObject)(schema["items"] ?? schema["additionalProperties"])!;
        item["maxLength"] = items.MaximumLength;
        if (items.Pattern is not null)
            item["pattern"] = items.Pattern;
        SchemaOrder.Sort(item);
    }

    private static void AddList(JsonObject schema, PropertyInfo property)
    {
        if ((string?)schema["type"] != "array")
            return;
        var list = property.GetCustomAttribute<ListTypeAttribute>();
        schema["x-kubernetes-list-type"] = list?.Type ?? "atomic";
        if (list?.Key is not null)
            schema["x-kubernetes-list-map-keys"] = new JsonArray(list.Key);
    }

    /// <summary>
    /// A section is written as a whole by one owner. Without this a server-side apply that leaves a section out leaves its
    /// defaults behind, or an empty remainder that the server then refuses with the whole object.
    /// </summary>
    private static void AddMap(JsonObject schema, PropertyInfo property)
    {
        if (property.DeclaringType != typeof(ConnectivityMonitor) && (string?)schema["type"] == "object" && schema.ContainsKey("properties"))
            schema["x-kubernetes-map-type"] = "atomic";
    }

    /// <summary>A default is what the property of a fresh object holds: written once, in C#. Zero values need none.</summary>
    private static void AddDefault(JsonObject schema, PropertyInfo property)
    {
        if (property.IsDefined(typeof(RequiredAttribute)) || property.DeclaringType == typeof(ConnectivityMonitor))
            return;
        var value = property.GetValue(Activator.CreateInstance(property.DeclaringType!));
        if (value is null or "" or false or 0 or ICollection { Count: 0 })
            return;
        schema["default"] = JsonSerializer.SerializeToNode(value, ApiJson.Options);
    }

    private static void AddRules(JsonObject schema, Type type, PropertyInfo? property)
    {
        var rules = type.GetCustomAttributes<RuleAttribute>().Concat(property?.GetCustomAttributes<RuleAttribute>() ?? []).ToList();
        if (rules.Count == 0)
            return;
        var list = new JsonArray();
        foreach (var rule in rules)
        {
            var entry = new JsonObject { ["rule"] = rule.Expression, ["message"] = rule.Message };
            if (rule.FieldPath.Length > 0)
                entry["fieldPath"] = rule.FieldPath;
            list.Add((JsonNode)entry);
        }

        schema["x-kubernetes-validations"] = list;
    }

    private static JsonValue Number(object value) => value is int whole ? JsonValue.Create(whole) : JsonValue.Create((double)value);

    private static string JsonName(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
