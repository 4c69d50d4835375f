using System.Net;
using System.Text.Json;

namespace MoniTao.TestKit.ApiServers;

/// <summary>Server-side apply of any manifest. The path of a kind comes from the server's own discovery.</summary>
internal sealed class ManifestApplier(ApiServerHttp http)
{
    private const string FieldManager = "monitao-tests";
    private const string ApplyPatch = "application/apply-patch+yaml";
    private const string Yaml = "application/yaml";
    private const string UnknownField = "field not declared in schema";
    private const int ReplaceTries = 10;
    private static readonly TimeSpan ServedLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task<IReadOnlyList<JsonElement>> ApplyAsync(string yaml, string namespaceName, CancellationToken cancellationToken)
    {
        var answers = new List<JsonElement>();
        foreach (var manifest in ManifestHead.ReadAll(yaml))
        {
            var path = await ObjectPathAsync(manifest, namespaceName, cancellationToken);
            answers.Add(JsonElement.Parse(await WriteAsync(manifest, path, cancellationToken)));
            if (manifest.Kind == "CustomResourceDefinition")
                await WaitUntilServedAsync(answers[^1], cancellationToken);
        }

        return answers;
    }

    private async Task<string> WriteAsync(ManifestHead manifest, string path, CancellationToken cancellationToken)
    {
        const string manager = $"?fieldManager={FieldManager}";
        try
        {
            return await http.SendAsync(HttpMethod.Patch, $"{path}{manager}&force=true", manifest.Text, ApplyPatch, cancellationToken);
        }
        // An old server refuses to apply a field it does not know (CEL rules on 1.20), but drops it from a plain write.
        catch (HttpRequestException error) when (error.StatusCode == HttpStatusCode.InternalServerError && error.Message.Contains(UnknownField, StringComparison.Ordinal))
        {
            var collection = path[..path.LastIndexOf('/')];
            try
            {
                return await http.SendAsync(HttpMethod.Post, collection + manager, manifest.Text, Yaml, cancellationToken);
            }
            catch (HttpRequestException exists) when (exists.StatusCode == HttpStatusCode.Conflict)
            {
                return await ReplaceAsync(manifest, path, manager, cancellationToken);
            }
        }
    }

    /// <summary>The server's own controllers write to a definition too, so a version may be old at once.</summary>
    private async Task<string> ReplaceAsync(ManifestHead manifest, string path, string manager, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = JsonElement.Parse(await http.GetTextAsync(path, cancellationToken));
            var version = current.GetProperty("metadata").GetProperty("resourceVersion").GetString()!;
            try
            {
                return await http.SendAsync(HttpMethod.Put, path + manager, manifest.TextAt(version), Yaml, cancellationToken);
            }
            catch (HttpRequestException stale) when (stale.StatusCode == HttpStatusCode.Conflict && attempt < ReplaceTries)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    private async Task<string> ObjectPathAsync(ManifestHead manifest, string namespaceName, CancellationToken cancellationToken)
    {
        var version = manifest.ApiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{manifest.ApiVersion}" : $"api/{manifest.ApiVersion}";
        var list = JsonElement.Parse(await http.GetTextAsync(version, cancellationToken));
        foreach (var resource in list.GetProperty("resources").EnumerateArray())
        {
            var plural = resource.GetProperty("name").GetString()!;
            if (resource.GetProperty("kind").GetString() != manifest.Kind || plural.Contains('/', StringComparison.Ordinal))
                continue;
            return resource.GetProperty("namespaced").GetBoolean()
                ? $"{version}/namespaces/{manifest.Namespace ?? namespaceName}/{plural}/{manifest.Name}"
                : $"{version}/{plural}/{manifest.Name}";
        }

        throw new HttpRequestException($"the server has no kind {manifest.Kind} in {manifest.ApiVersion}", inner: null, HttpStatusCode.NotFound);
    }

    /// <summary>A new definition is accepted at once but served a moment later; until then a list of its objects is 404.</summary>
    private async Task WaitUntilServedAsync(JsonElement definition, CancellationToken cancellationToken)
    {
        var spec = definition.GetProperty("spec");
        var version = spec.GetProperty("versions").EnumerateArray().First(version => version.GetProperty("served").GetBoolean());
        var path = $"apis/{spec.GetProperty("group").GetString()}/{version.GetProperty("name").GetString()}";
        var plural = spec.GetProperty("names").GetProperty("plural").GetString();
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < ServedLimit)
        {
            try
            {
                var discovered = await http.GetTextAsync(path, cancellationToken);
                await http.GetTextAsync($"{path}/{plural}?limit=1", cancellationToken);
                if (discovered.Contains($"\"name\":\"{plural}\"", StringComparison.Ordinal))
                    return;
            }
            catch (HttpRequestException error) when (error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable)
            {
                // not yet
            }

            await Task.Delay(Pause, cancellationToken);
        }

        throw new TimeoutException($"the server does not serve {path}/{plural} within {ServedLimit.TotalSeconds:0} s of accepting its definition");
    }
}
