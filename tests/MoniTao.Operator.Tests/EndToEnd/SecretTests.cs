using System.Text;
using System.Text.Json;
using MoniTao.Operator.Api;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd;

/// <summary>Secrets: missing, appearing, rotated, and never to be seen anywhere.</summary>
public sealed class SecretTests(ApiServerFixture fixture, ITestOutputHelper output)
{
    private const string Old = "correct-horse-battery-staple";
    private const string New = "purple-monkey-dishwasher";
    private const string Spec = "periodSeconds: 5, retrySeconds: 1, http: {bearerTokenSecretRef: {name: token}}";

    [Fact]
    public async Task Missing_secret_stalls_heals_rotates_and_never_shows()
    {
        var space = await MonitorSpace.CreateAsync(await fixture.GetAsync(), output);
        var wanted = Old;
        await using var target = new TargetPort(head => Answer(head.Contains($"Authorization: Bearer {wanted}\r\n", StringComparison.Ordinal))).Open();
        await using var monitao = await space.StartOperatorAsync();

        await space.ApplyAsync("api", $"target: '{target.Http}', {Spec}");
        var missing = await space.WaitAsync("api", "the missing Secret is named", m => m.Condition("Stalled") == "True/SecretNotFound");
        var probes = target.Accepted;
        await space.ApplyAsync(Secret(Old));
        await space.WaitAsync("api", "the Secret is found and right", m => m.IsUp());
        Volatile.Write(ref wanted, New);
        var refused = await space.WaitAsync("api", "the old token is refused", m => m.IsDown());
        await space.ApplyAsync(Secret(New));
        var healed = await space.WaitAsync("api", "the new token is in use", m => m.IsUp());

        Assert.Equal(0, probes);
        Assert.Contains("\"token\"", missing.Message("Stalled"));
        Assert.Equal("False/SecretNotFound", missing.Condition("Ready"));
        Assert.Equal("True/HttpClientError", refused.Condition("HttpError"));
        Assert.NotNull(Assert.Single(healed.Status!.Outages).End);
        await space.WaitAsync("the story is told", async () => (await space.EventsAsync("api")).Contains("HttpClientError"));
        var events = await space.Server.GetAsync($"apis/events.k8s.io/v1/namespaces/{space.Name}/events");
        string[] places = [JsonSerializer.Serialize(refused.Status, ApiJson.Options), JsonSerializer.Serialize(healed.Status, ApiJson.Options),
            events.ToString(), await monitao.ScrapeAsync(), monitao.Logs.Text];
        foreach (var secret in new[] { Old, New, Base64(Old), Base64(New) })
            Assert.All(places, place => Assert.DoesNotContain(secret, place));
        monitao.Logs.AssertNoErrors();
    }

    private static string Answer(bool authorized) =>
        $"HTTP/1.1 {(authorized ? "200 OK" : "401 Unauthorized")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static string Secret(string token) => $"{{apiVersion: v1, kind: Secret, metadata: {{name: token}}, stringData: {{token: {token}}}}}";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
