namespace MoniTao.Operator.Tests.EndToEnd.Support;

/// <summary>A kubeconfig file for a server without TLS, removed at the end.</summary>
internal sealed class TemporaryKubeconfig : IDisposable
{
    public TemporaryKubeconfig(Uri server)
    {
        Path = System.IO.Path.GetTempFileName();
        File.WriteAllText(Path, $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: fake, cluster: {server: "{{{server.GetLeftPart(UriPartial.Authority)}}}"}}]
            users: [{name: fake, user: {token: none}}]
            contexts: [{name: fake, context: {cluster: fake, user: fake}}]
            current-context: fake
            """);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
