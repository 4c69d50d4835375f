using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>
/// An API server that no other test talks to while one of these does: for counting its requests, and for taking it away.
/// </summary>
[CollectionDefinition(Name)]
public sealed class OwnServer : IAsyncDisposable, ICollectionFixture<OwnServer>
{
    public const string Name = "an API server of its own";

    private readonly ApiServerFixture _fixture = new();

    public Task<ApiServer> GetAsync() => _fixture.GetAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
