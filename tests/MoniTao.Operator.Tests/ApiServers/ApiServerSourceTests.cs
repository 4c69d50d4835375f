using System.Runtime.Versioning;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.ApiServers;

[UnsupportedOSPlatform("windows")]
public sealed class ApiServerSourceTests(ApiServerFixture shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kubeconfig_goes_before_everything_else_and_its_cluster_is_not_stopped()
    {
        var server = await shared.GetAsync(Cancellation);
        await using var fixture = With((ApiServerSource.KubeconfigVariable, server.KubeconfigPath), (ApiServerSource.AssetsVariable, "/nowhere"));

        var borrowed = await fixture.GetAsync(Cancellation);

        Assert.Equal(server.KubeconfigPath, borrowed.KubeconfigPath);
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => borrowed.StopApiServerAsync(Cancellation));
        Assert.Contains(ApiServerSource.KubeconfigVariable, error.Message);
    }

    [Fact]
    public async Task Missing_kubeconfig_is_an_error_that_names_the_variable_and_the_file()
    {
        await using var fixture = With((ApiServerSource.KubeconfigVariable, "/nowhere/kubeconfig"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.GetAsync(Cancellation));

        Assert.Contains(ApiServerSource.KubeconfigVariable, error.Message);
        Assert.Contains("/nowhere/kubeconfig", error.Message);
    }

    [Fact]
    public async Task Assets_without_a_server_are_an_error_that_names_the_missing_binary()
    {
        await using var fixture = With((ApiServerSource.AssetsVariable, "/nowhere"));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.GetAsync(Cancellation));

        Assert.Contains(ApiServerSource.AssetsVariable, error.Message);
        Assert.Contains("no etcd in /nowhere", error.Message);
    }

    [Fact]
    public async Task Server_that_ends_at_once_shows_its_last_words()
    {
        var assets = Directory.CreateTempSubdirectory("monitao-assets-").FullName;
        try
        {
            await WriteScriptAsync(Path.Combine(assets, "etcd"), "echo etcd has no quorum; exit 1");
            await WriteScriptAsync(Path.Combine(assets, "kube-apiserver"), "exec sleep 600");
            await using var fixture = With((ApiServerSource.AssetsVariable, assets));

            var error = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.GetAsync(Cancellation));

            Assert.Contains("etcd has no quorum", error.Message);
        }
        finally
        {
            Directory.Delete(assets, recursive: true);
        }
    }

    private static async Task WriteScriptAsync(string path, string command)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{command}\n", Cancellation);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static ApiServerFixture With(params (string Name, string Value)[] variables) =>
        new(name => variables.Where(variable => variable.Name == name).Select(variable => variable.Value).FirstOrDefault());
}
