using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace MoniTao.Operator.Crd;

/// <summary>The XML comments of this assembly, which the compiler writes to <c>monitao.xml</c> beside it, as plain text.</summary>
public sealed class XmlDocumentation
{
    private readonly Dictionary<string, string> _summaries;

    private XmlDocumentation(XDocument document) =>
        _summaries = document.Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => (string)member.Attribute("name")!, member => Text(member.Element("summary")!), StringComparer.Ordinal);

    /// <summary>Reads the file beside the executable.</summary>
    /// <exception cref="InvalidOperationException">The file is missing: it was left out when the program was copied.</exception>
    public static XmlDocumentation Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "monitao.xml");
        return File.Exists(path)
            ? new XmlDocumentation(XDocument.Load(path))
            : throw new InvalidOperationException($"{path} is missing; the descriptions of the CRD are in it. Copy it along with the program.");
    }

    /// <summary>The summary of a type.</summary>
    /// <exception cref="InvalidOperationException">There is none: a field without a description helps nobody.</exception>
    public string Of(Type type) => Find("T:" + type.FullName);

    /// <summary>The summary of a property.</summary>
    /// <exception cref="InvalidOperationException">There is none: a field without a description helps nobody.</exception>
    public string Of(PropertyInfo property) => Find($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private string Find(string member) =>
        _summaries.TryGetValue(member, out var text) ? text : throw new InvalidOperationException($"{member} has no summary");

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement other => ((string?)other.Attribute("cref") ?? other.Value).Split('.')[^1],
                XText plain => plain.Value,
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
