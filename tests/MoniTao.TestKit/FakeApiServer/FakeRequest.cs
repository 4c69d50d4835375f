namespace MoniTao.TestKit.FakeApiServer;

/// <summary>A request as the fake server received it.</summary>
/// <param name="Verb">HTTP method, or <c>WATCH</c> for a GET with <c>watch=true</c>.</param>
/// <param name="Path">Path without query.</param>
/// <param name="Query">Query parameters, unescaped.</param>
/// <param name="ContentType">Media type of the body, or null.</param>
/// <param name="Body">Body as text, empty for none.</param>
public sealed record FakeRequest(string Verb, string Path, IReadOnlyDictionary<string, string> Query, string? ContentType, string Body);
