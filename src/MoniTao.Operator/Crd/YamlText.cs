using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MoniTao.Operator.Crd;

/// <summary>
/// Writes JSON as block YAML in the order given, with long texts folded. Small on purpose: the text is compared byte for byte with
/// a file in the repository, so it must not change with the version of a library.
/// </summary>
public static partial class YamlText
{
    private const int Width = 110;

    /// <summary>The YAML text of a node, ending in a line feed.</summary>
    public static string Write(JsonObject node)
    {
        var text = new StringBuilder();
        WriteObject(text, node, 0);
        return text.ToString();
    }

    private static void WriteObject(StringBuilder text, JsonObject node, int indent)
    {
        foreach (var (key, value) in node)
        {
            text.Append(' ', indent).Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int indent)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } inner:
                text.Append('\n');
                WriteObject(text, inner, indent + 2);
                break;
            case JsonArray { Count: > 0 } items:
                text.Append('\n');
                foreach (var item in items)
                    WriteItem(text, item, indent);
                break;
            default:
                WriteScalar(text, value, indent);
                break;
        }
    }

    private static void WriteItem(StringBuilder text, JsonNode? item, int indent)
    {
        text.Append(' ', indent).Append('-');
        if (item is not JsonObject { Count: > 0 } inner)
        {
            WriteValue(text, item, indent + 2);
            return;
        }

        var start = text.Length;
        WriteObject(text, inner, indent + 2);
        // The first key stands on the line of the dash.
        text.Remove(start, indent + 1);
    }

    private static void WriteScalar(StringBuilder text, JsonNode? value, int indent)
    {
        if (value is not JsonValue scalar || scalar.GetValueKind() != JsonValueKind.String)
        {
            text.Append(' ').Append(value?.ToJsonString() ?? "null").Append('\n');
            return;
        }

        var content = scalar.GetValue<string>();
        if (content.Length > Width && Foldable().IsMatch(content))
            WriteFolded(text, content, indent + 2);
        else
            text.Append(' ').Append(Scalar(content)).Append('\n');
    }

    private static void WriteFolded(StringBuilder text, string content, int indent)
    {
        text.Append(" >-");
        var column = Width;
        foreach (var word in content.Split(' '))
        {
            if (column + word.Length >= Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
            }
            else
            {
                text.Append(' ');
            }

            text.Append(word);
            column += word.Length + 1;
        }

        text.Append('\n');
    }

    /// <summary>A plain scalar where no reader can take it for anything else, else a quoted one.</summary>
    private static string Scalar(string content)
    {
        if (Plain().IsMatch(content) && !Special().IsMatch(content))
            return content;
        return content.Any(char.IsControl) ? JsonSerializer.Serialize(content) : $"'{content.Replace("'", "''", StringComparison.Ordinal)}'";
    }

    [GeneratedRegex(@"\A[!-~–…]+( [!-~–…]+)*\z")]
    private static partial Regex Foldable();

    [GeneratedRegex(@"\A[A-Za-z$/.][^\p{C}:#'""`,\[\]{}&*!|>%@]*(?<! )\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A(y|n|yes|no|on|off|true|false|null|~|\..*|[0-9].*)\z", RegexOptions.IgnoreCase)]
    private static partial Regex Special();
}
