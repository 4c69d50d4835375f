using MoniTao.Operator.Api;
using MoniTao.Operator.Runtime.Events;
using MoniTao.Operator.Tests.EndToEnd.Support;
using MoniTao.Operator.Tests.Planning;

namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>
/// A whole life of the operator under the rights of an installation: start, Lease, Events about its own pod, monitors with a Secret
/// and a ConfigMap, status, Events and their repetition, deletion, shutdown.
/// </summary>
internal sealed class OperatorLife(Installation installation, CancellationToken end)
{
    private readonly MonitorSpace _space = installation.Monitors;

    /// <summary>Lives it through.</summary>
    /// <exception cref="TimeoutException">A part did not come true.</exception>
    /// <exception cref="OperationCanceledException">It was told to end.</exception>
    public async Task LiveAsync()
    {
        await using var closed = new TargetPort();
        var target = $"target: 'https://127.0.0.1:{closed.Port}/', failureThreshold: 1";
        var stalled = $"{target}, http: {{bodyPattern: '('}}";
        var authority = new TestCertificate("authority").Pem.ReplaceLineEndings("\\n");
        await _space.ApplyAsync("{apiVersion: v1, kind: Secret, metadata: {name: token}, stringData: {token: abc}}");
        await _space.ApplyAsync($"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: authority}}, data: {{ca.crt: \"{authority}\"}}}}");
        await _space.ApplyAsync("token", $"{target}, http: {{bearerTokenSecretRef: {{name: token}}}}");
        await _space.ApplyAsync("authority", $"{target}, tls: {{caConfigMapRef: {{name: authority}}}}");
        await _space.ApplyAsync("spec", stalled);

        var pod = new ObjectReference("v1", "Pod", installation.Namespace, "monitao-operator-0", "");
        await using var monitao = await OperatorUnderTest.StartAsync(
            installation.Account.KubeconfigPath, installation.Watched, options => options.LeaseNamespace = installation.Namespace);
        await WaitAsync("the Lease is held", async () => await HolderAsync() is { Length: > 0 });
        monitao.TellOfPod(pod);
        await WaitAsync("an Event tells of its own pod", async () => await CountOfPodAsync() == 1);
        monitao.TellOfPod(pod);
        await WaitAsync("the second is a repetition", async () => await CountOfPodAsync() == 2);
        await WaitAsync("token", "the Secret was read, and the outage is written", m => m.Reason() == "TcpRefused");
        await WaitAsync("authority", "the ConfigMap was read, and the outage is written", m => m.Reason() == "TcpRefused");
        await WaitAsync("spec", "it is stalled", m => m.Condition("Stalled") == "True/InvalidSpec");
        await _space.ApplyAsync("spec", target);
        await WaitAsync("spec", "the mended spec is probed", m => m.IsDown());
        await _space.ApplyAsync("spec", stalled);
        await WaitAsync("the second mistake is told as a repetition", async () => (await _space.EventsAsync("spec")).Contains("InvalidSpec ×2"));
        var series = $"namespace=\"{_space.Name}\",monitor=\"token\"";
        Assert.Contains(series, await monitao.ScrapeAsync(), StringComparison.Ordinal);
        await _space.DeleteAsync("token");
        await WaitAsync("its series are gone", async () => !(await monitao.ScrapeAsync()).Contains(series, StringComparison.Ordinal));
        await monitao.StopAsync();
        Assert.Equal("", await HolderAsync());
    }

    private Task WaitAsync(string monitor, string what, Func<ConnectivityMonitor, bool> wanted) =>
        WaitAsync($"{monitor}: {what}", async () => wanted(await _space.GetAsync(monitor)));

    private Task WaitAsync(string what, Func<Task<bool>> question) => _space.WaitAsync(what, () =>
    {
        end.ThrowIfCancellationRequested();
        return question();
    });

    /// <summary>How often the one Event in the operator's own namespace was told.</summary>
    private async Task<int> CountOfPodAsync()
    {
        var events = await _space.Server.GetAsync($"apis/events.k8s.io/v1/namespaces/{installation.Namespace}/events", TestContext.Current.CancellationToken);
        return events.GetProperty("items").EnumerateArray().Sum(e => e.TryGetProperty("series", out var series) ? series.GetProperty("count").GetInt32() : 1);
    }

    private async Task<string?> HolderAsync()
    {
        var lease = await _space.Server.GetAsync(
            $"apis/coordination.k8s.io/v1/namespaces/{installation.Namespace}/leases/monitao-operator", TestContext.Current.CancellationToken);
        return lease.GetProperty("spec").TryGetProperty("holderIdentity", out var holder) ? holder.GetString() : "";
    }
}
