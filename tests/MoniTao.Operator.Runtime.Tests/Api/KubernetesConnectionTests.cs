using System.Net;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Tests.Api;

public sealed class KubernetesConnectionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitao-kubeconfig-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_path_names_the_server_and_the_namespace_of_its_current_context()
    {
        using var connection = KubernetesConnection.Open(new() { KubeconfigPath = Write("one", 1) });
        Assert.Equal(("http://127.0.0.1:1/", "ns-one"), (connection.Client.BaseUri.AbsoluteUri, connection.Namespace));
    }

    [Fact]
    public void The_variable_may_list_several_files_and_a_context_may_be_in_any_of_them()
    {
        var before = Environment.GetEnvironmentVariable("KUBECONFIG");
        try
        {
            Environment.SetEnvironmentVariable("KUBECONFIG", string.Join(Path.PathSeparator, Write("one", 1), Write("two", 2), "missing"));
            using var current = KubernetesConnection.Open(new());
            Assert.Equal("ns-one", current.Namespace);
            using var named = KubernetesConnection.Open(new() { Context = "two" });
            Assert.Equal(("http://127.0.0.1:2/", "ns-two"), (named.Client.BaseUri.AbsoluteUri, named.Namespace));
        }
        finally
        {
            Environment.SetEnvironmentVariable("KUBECONFIG", before);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var error = Assert.Throws<InvalidOperationException>(() => KubernetesConnection.Open(new() { KubeconfigPath = "/no/such/kubeconfig" }));
        Assert.Contains("/no/such/kubeconfig", error.Message);
    }

    [Fact]
    public void Pings_are_set_so_that_a_dead_connection_is_noticed()
    {
        var configuration = new k8s.KubernetesClientConfiguration { Host = "http://127.0.0.1:1" };
        var setups = 0;
        configuration.FirstMessageHandlerSetup = _ => setups++;
        using var connection = new KubernetesConnection(configuration);
        using var handler = new SocketsHttpHandler();
        setups = 0;
        configuration.FirstMessageHandlerSetup!(handler);
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15)), (handler.KeepAlivePingDelay, handler.KeepAlivePingTimeout));
        Assert.Equal((1, "default"), (setups, connection.Namespace));
    }

    private string Write(string name, int port)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, $$$"""
            apiVersion: v1
            kind: Config
            current-context: {{{name}}}
            clusters: [{name: {{{name}}}, cluster: {server: "http://127.0.0.1:{{{port}}}"}}]
            users: [{name: {{{name}}}, user: {token: made-for-this-test}}]
            contexts: [{name: {{{name}}}, context: {cluster: {{{name}}}, user: {{{name}}}, namespace: ns-{{{name}}} }}]
            """);
        return path;
    }
}
