using System.Net;
using k8s;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.ApiServers;

public sealed class ApiServerTests(ApiServerFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_of_the_kubeconfig_is_an_administrator()
    {
        var server = await fixture.GetAsync(Cancellation);
        using var client = server.CreateClient();

        var version = await client.Version.GetCodeAsync(Cancellation);
        var secrets = await client.CoreV1.ListSecretForAllNamespacesAsync(cancellationToken: Cancellation);

        Assert.Equal("1", version.Major);
        Assert.NotNull(secrets.Items);
    }

    [Fact]
    public async Task Each_namespace_is_a_new_one()
    {
        var server = await fixture.GetAsync(Cancellation);

        var names = new[] { await server.CreateNamespaceAsync("a", Cancellation), await server.CreateNamespaceAsync("a", Cancellation) };

        Assert.Distinct(names);
        var found = await server.GetAsync($"api/v1/namespaces/{names[0]}", Cancellation);
        Assert.Equal("Active", found.GetProperty("status").GetProperty("phase").GetString());
    }

    [Fact]
    public async Task Applied_definition_is_served_when_apply_returns_and_each_status_apply_is_counted_once()
    {
        var server = await fixture.GetAsync(Cancellation);
        var space = await server.CreateNamespaceAsync(cancellationToken: Cancellation);
        var (definition, plural) = Widget.NewDefinition();

        await server.ApplyAsync($"{definition}\n---\n{Widget.Manifest(plural)}", space, Cancellation);
        var before = await server.CountRequestsAsync("APPLY", plural, "status", Cancellation);
        for (var size = 1; size <= 3; size++)
            await Widget.ApplyStatusAsync(server, plural, space, size, Cancellation);
        var after = await server.CountRequestsAsync("APPLY", plural, "status", Cancellation);

        Assert.Equal(0, before);
        Assert.Equal(3, after);
        Assert.Equal(1, await server.CountRequestsAsync("apply", plural, cancellationToken: Cancellation));
        var widget = await server.GetAsync($"apis/test.monitao.io/v1/namespaces/{space}/{plural}/one", Cancellation);
        Assert.Equal(3, widget.GetProperty("status").GetProperty("size").GetInt32());
    }

    [Fact]
    public async Task Definition_with_rules_that_an_old_server_does_not_know_is_applied_again_and_again()
    {
        var server = await fixture.GetAsync(Cancellation);
        var definition = await File.ReadAllTextAsync(
            Path.Combine(RepositoryFolder.Path, "config", "crd", "monitao.io_connectivitymonitors.yaml"), Cancellation);

        await server.ApplyAsync(definition, cancellationToken: Cancellation);
        await server.ApplyAsync(definition, cancellationToken: Cancellation);

        var monitors = await server.GetAsync("apis/monitao.io/v1alpha1/connectivitymonitors", Cancellation);
        Assert.Equal("ConnectivityMonitorList", monitors.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task Second_apply_changes_what_the_first_one_made()
    {
        var server = await fixture.GetAsync(Cancellation);
        var space = await server.CreateNamespaceAsync(cancellationToken: Cancellation);

        await server.ApplyAsync(ConfigMap("blue"), space, Cancellation);
        var answers = await server.ApplyAsync(ConfigMap("green"), space, Cancellation);

        Assert.Equal("green", Assert.Single(answers).GetProperty("data").GetProperty("color").GetString());
    }

    [Fact]
    public async Task Refusal_carries_the_words_of_the_server()
    {
        var server = await fixture.GetAsync(Cancellation);

        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => server.ApplyAsync(ConfigMap("blue").Replace("name: paint", "name: Not_A_Name"), "default", Cancellation));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.StatusCode);
        Assert.Contains("Not_A_Name", error.Message);
    }

    [Fact]
    public async Task Unknown_kind_is_named()
    {
        var server = await fixture.GetAsync(Cancellation);

        var error = await Assert.ThrowsAsync<HttpRequestException>(
            () => server.ApplyAsync("{apiVersion: v1, kind: Confetti, metadata: {name: x}}", "default", Cancellation));

        Assert.Contains("Confetti", error.Message);
    }

    private static string ConfigMap(string color) =>
        $"""
        # a comment before the object
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: paint
        data:
          color: {color}
        """;
}
