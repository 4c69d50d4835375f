using MoniTao.Connectivity.Classification;

namespace MoniTao.Operator.Terminal;

/// <summary>What other programs call it; null where they have no name for it.</summary>
/// <param name="Browser">Chromium's name.</param>
/// <param name="Curl">curl's exit code.</param>
/// <param name="Nel">The type of Network Error Logging.</param>
internal sealed record ElsewhereDocument(string? Browser, int? Curl, string? Nel)
{
    public static ElsewhereDocument Of(Reason reason) => new(reason.Browser is { } browser ? $"ERR_{browser}" : null, reason.Curl, reason.Nel);

    /// <summary>For people, so that what was seen there is recognized here.</summary>
    public override string ToString() => string.Join(" · ", new[]
    {
        Browser is null ? null : $"browser {Browser}",
        Curl is null ? null : $"curl exit code {Curl}",
        Nel is null ? null : $"NEL {Nel}",
    }.OfType<string>());
}
