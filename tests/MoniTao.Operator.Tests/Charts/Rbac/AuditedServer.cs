using System.Text.Json;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>
/// An API server that decides by RBAC and writes down what service accounts ask of it. Always one of our own: a borrowed cluster
/// shows nobody its audit log.
/// </summary>
public sealed class AuditedServer : IAsyncDisposable
{
    private readonly Lazy<Task<ApiServerFixture>> _fixture = new(OpenAsync);

    public async Task<ApiServer> GetAsync() => await (await _fixture.Value).GetAsync(TestContext.Current.CancellationToken);

    /// <summary>What an account was refused so far, each once, as <see cref="Right.Request"/> words it.</summary>
    internal async Task<IReadOnlySet<string>> ForbiddenAsync(ServiceAccount account) =>
        (await ReadAsync(account)).Where(request => request.Refused).Select(request => request.What).ToHashSet();

    /// <summary>What an account did and was allowed to, in the same words.</summary>
    internal async Task<IReadOnlySet<string>> AllowedAsync(ServiceAccount account) =>
        (await ReadAsync(account)).Where(request => !request.Refused).Select(request => request.What).ToHashSet();

    public async ValueTask DisposeAsync()
    {
        if (_fixture.IsValueCreated)
            await (await _fixture.Value).DisposeAsync();
    }

    private static async Task<ApiServerFixture> OpenAsync()
    {
        var assets = Environment.GetEnvironmentVariable(ApiServerSource.AssetsVariable);
        if (string.IsNullOrEmpty(assets))
            assets = await EnvtestInstaller.RunAsync();
        return new ApiServerFixture(name => name == ApiServerSource.AssetsVariable ? assets : null);
    }

    private async Task<List<(string What, bool Refused)>> ReadAsync(ServiceAccount account)
    {
        var path = (await GetAsync()).AuditLogPath ?? throw new InvalidOperationException("this API server has no audit log");
        if (!File.Exists(path))
            return [];
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = await reader.ReadToEndAsync();
        // the last line may be half written
        return [.. text.Split('\n')[..^1].Where(line => line.Contains($"\"{account.UserName}\"", StringComparison.Ordinal)).Select(Parse)];
    }

    private static (string What, bool Refused) Parse(string line)
    {
        var entry = JsonElement.Parse(line);
        var about = entry.TryGetProperty("objectRef", out var found) ? found : default;
        var resource = Text(about, "subresource") is { Length: > 0 } part ? $"{Text(about, "resource")}/{part}" : Text(about, "resource");
        var refused = entry.GetProperty("annotations").GetProperty("authorization.k8s.io/decision").GetString() == "forbid";
        return (Right.Request(Text(entry, "verb"), resource, Text(about, "namespace")), refused);
    }

    private static string Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
