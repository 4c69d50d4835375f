using System.Text.Json.Nodes;
using MoniTao.TestKit;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>The bill of materials that the Dockerfile puts into the image.</summary>
public sealed class SbomTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task Every_library_that_is_loaded_is_listed_with_its_hash_and_its_dependencies()
    {
        var loaded = Path.Combine(AppContext.BaseDirectory, "monitao.deps.json");
        var script = Path.Combine(RepositoryFolder.Path, "tools", "sbom.cs");

        var output = await CommandOutput.RunAsync("dotnet", ["run", script, loaded], Limit);

        Assert.True(output.ExitCode == 0, output.StandardOutput + output.StandardError);
        var bill = JsonNode.Parse(output.StandardOutput)!;
        var components = bill["components"]!.AsArray();
        var names = components.Append(bill["metadata"]!["component"]).Select(c => (string)c!["bom-ref"]!).ToHashSet();
        var libraries = JsonNode.Parse(await File.ReadAllTextAsync(loaded, TestContext.Current.CancellationToken))!["libraries"]!.AsObject();
        Assert.Equal(libraries.Select(library => library.Key).Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        Assert.Contains(components, c => ((string?)c!["purl"])?.StartsWith("pkg:nuget/DnsClient@", StringComparison.Ordinal) == true);
        Assert.All(components.Where(c => c!["purl"] is not null), c => Assert.Matches("^[0-9a-f]{128}$", (string)c!["hashes"]![0]!["content"]!));
        Assert.All(bill["dependencies"]!.AsArray().SelectMany(d => d!["dependsOn"]!.AsArray()), d => Assert.Contains((string)d!, names));
    }
}
