using System.Net;
using System.Text.RegularExpressions;

namespace MoniTao.Operator.Runbooks;

/// <summary>A page for a browser: the text as it is, with its links.</summary>
internal static partial class RunbookHtml
{
    /// <summary>Nothing on the page may run or be loaded.</summary>
    public const string ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";

    public static string Of(RunbookPage page)
    {
        var text = WebUtility.HtmlEncode(page.Text);
        return $"""
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>{WebUtility.HtmlEncode(page.Name)}</title>
            <pre style="white-space: pre-wrap; max-width: 100ch; margin: 2em auto; padding: 0 1em">{Link().Replace(text, "<a href=\"$2\">$1</a>")}</pre>

            """;
    }

    /// <summary>To other pages and to parts of this one: their names have letters, digits and hyphens only.</summary>
    [GeneratedRegex(@"\[([^\]\[]+)\]\((\w+)\.md\)")]
    private static partial Regex Link();
}
