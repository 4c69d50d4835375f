using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Runbooks;

/// <summary>Finds a reason by its name, or by what another program calls it. What the pages say under "Called elsewhere" is all there is to know.</summary>
internal static partial class ReasonLookup
{
    private const int Shortest = 4;

    private static readonly Lazy<IReadOnlyList<(Reason Reason, HashSet<string> Words)>> Names = new(() =>
    [
        .. from reason in Ordered()
           from row in RunbookPage.Of(reason).CalledElsewhere()
           select (reason, Words($"{row.Where} {row.Names}").ToHashSet(StringComparer.Ordinal)),
    ]);

    /// <summary>Every reason, in the order of the index: layer by layer, the most common ones first.</summary>
    public static IReadOnlyList<Reason> Ordered() =>
        [.. Reasons.All.OrderBy(reason => RunbookPage.Index.Text.IndexOf($"[{reason.Name}]", StringComparison.Ordinal))];

    /// <summary>The reasons that are meant: one for a name of ours, perhaps several for a name from elsewhere.</summary>
    public static IReadOnlyList<Reason> Find(string text)
    {
        text = text.Trim();
        if (Reasons.All.FirstOrDefault(reason => reason.Name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } named)
            return [named];
        if (Status(text) is { } status)
            return [status];
        var words = Words(CurlMessage().Replace(text, "curl $1")).Where(word => word is not ("nel" or "exit" or "code" or "status")).ToList();
        if (words.Count == 0 || words.TrueForAll(word => word.All(char.IsAsciiDigit))) // 7 of what?
            return [];
        var called = Called(words);
        return called.Count > 0 ? called : words is [var word] ? Called([$"err_{word}"]) : [];
    }

    /// <summary>What may have been meant by something that is not found.</summary>
    public static IEnumerable<string> Near(string text) => Ordered()
        .Where(reason => (text.Length >= Shortest && reason.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
            || IsClose(reason.Name, text) || IsClose(WithoutLayer(reason.Name), text))
        .Select(reason => reason.Name);

    private static bool IsClose(string name, string text) => Spelling.IsClose(name.ToUpperInvariant(), text.ToUpperInvariant());

    /// <summary>TcpRefused is remembered as refused.</summary>
    private static string WithoutLayer(string name) => name[(name.Skip(1).TakeWhile(char.IsLower).Count() + 1)..];

    private static List<Reason> Called(List<string> words) =>
        [.. Names.Value.Where(row => words.TrueForAll(row.Words.Contains)).Select(row => row.Reason).Distinct()];

    /// <summary>A status of HTTP: the pages name whole classes of them.</summary>
    private static Reason? Status(string text) => StatusCode().Match(text).Groups[1].Value switch
    {
        "4" => Reasons.HttpClientError,
        "5" => Reasons.HttpServerError,
        _ => null,
    };

#pragma warning disable CA1308 // no round trip: words are only compared
    private static IEnumerable<string> Words(string text) => Word().Matches(text.ToLowerInvariant()).Select(match => match.Value);
#pragma warning restore CA1308

    /// <summary>Dots belong to the types of Network Error Logging; <c>net::</c> of the browser falls off.</summary>
    [GeneratedRegex(@"[\p{L}\d_]+(?:\.[\p{L}\d_]+)*(?!\w*::)")]
    private static partial Regex Word();

    /// <summary>What curl prints, whole: <c>curl: (7) Failed to connect to …</c>.</summary>
    [GeneratedRegex(@"^curl:? ?\((\d+)\).*$", RegexOptions.IgnoreCase)]
    private static partial Regex CurlMessage();

    [GeneratedRegex(@"^(?:http(?: status)? ?)?([45])\d\d$", RegexOptions.IgnoreCase)]
    private static partial Regex StatusCode();
}
