using MoniTao.FaultLab;

namespace MoniTao.Operator.Tests.Commands;

/// <summary>Scenarios of the fault lab, and the command line that asks about them.</summary>
internal sealed class Lab : IAsyncDisposable
{
    private readonly FaultLabHost _host;

    private Lab(FaultLabHost host) => _host = host;

    public Folder Folder { get; } = new();

    public static async Task<Lab> StartAsync(params string[] scenarios) => new(await FaultLabHost.StartAsync(scenarios));

    public string Target(string scenario) => _host[scenario].Target;

    /// <summary>What must be given so that the scenarios are found and trusted.</summary>
    public IReadOnlyList<string> Options(params string[] scenarios)
    {
        var settings = scenarios.Select(name => _host[name].Settings).ToList();
        var options = settings.SelectMany(s => s.Resolvers).SelectMany(resolver => new[] { "--resolver", resolver }).ToList();
        if (settings.Find(s => s.CaBundlePem is not null)?.CaBundlePem is { } bundle)
            options.AddRange(["--ca", Folder.Write("ca.pem", bundle)]);
        return options;
    }

    public Task<(int Code, string Output, string Error)> DiagnoseAsync(string[] scenarios, params string[] options) =>
        CommandLine.RunAsync(["diagnose", .. scenarios.Select(Target), .. Options(scenarios), .. options]);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Folder.Dispose();
    }
}
