using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.ApiServers;

public sealed class ApiServerOutageTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_comes_back_at_the_same_address_with_its_data()
    {
        await using var fixture = new ApiServerFixture();
        var server = await fixture.GetAsync(Cancellation);
        var space = await server.CreateNamespaceAsync("kept", Cancellation);

        await server.StopApiServerAsync(Cancellation);
        var error = await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync("version", Cancellation));
        await server.StartApiServerAsync(Cancellation);
        var found = await server.GetAsync($"api/v1/namespaces/{space}", Cancellation);

        Assert.Null(error.StatusCode);
        Assert.Equal(space, found.GetProperty("metadata").GetProperty("name").GetString());
    }
}
