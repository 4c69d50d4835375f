using System.Text.Json;
using MoniTao.Network.Tests.Lab;
using MoniTao.Network.Tests.Scenarios;

namespace MoniTao.Network.Tests.Diagnosing;

/// <summary>Runs the program itself inside the network: targets in, verdicts out.</summary>
internal static class Diagnose
{
    /// <summary>Longer than a SYN takes to be sent a third time (1 + 2 s), and than a neighbour takes to be given up.</summary>
    private const string Timeout = "4s";

    /// <summary>A probe that the machine was too busy for proves nothing, and is made again.</summary>
    private const int Rounds = 4;

    /// <summary>A start costs most of a second of CPU, and the machine may have two of them; then there is mostly waiting.</summary>
    private const int AtOnce = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Diagnoses all scenarios, those with the same prober and resolver in one call.</summary>
    public static async Task<IReadOnlyDictionary<string, Diagnosis>> AllAsync(IReadOnlyList<PathScenario> scenarios, string caFile)
    {
        var done = new Dictionary<string, Diagnosis>(StringComparer.Ordinal);
        var due = scenarios;
        for (var round = 0; round < Rounds && due.Count > 0; round++)
        {
            using var places = new SemaphoreSlim(AtOnce);
            var groups = await Task.WhenAll(due.GroupBy(s => (s.From, s.Resolver)).Select(group => GroupAsync([.. group], caFile, places)));
            foreach (var (name, diagnosis) in groups.SelectMany(g => g))
                done[name] = diagnosis;
            due = [.. due.Where(s => done[s.Name].Verdict.Reason == "ProberOverloaded")];
        }

        return done;
    }

    private static async Task<IEnumerable<(string Name, Diagnosis Diagnosis)>> GroupAsync(List<PathScenario> group, string caFile, SemaphoreSlim places)
    {
        await places.WaitAsync();
        try
        {
            string[] resolver = group[0].Resolver is { } server ? ["--resolver", server] : [];
            var documents = await RunAsync(group[0].From, [.. resolver, "--ca", caFile, .. group.Select(s => s.Target)]);
            return group.Zip(documents, (scenario, diagnosis) => (scenario.Name, diagnosis));
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Runs <c>monitao diagnose</c> at a node.</summary>
    public static async Task<IReadOnlyList<Diagnosis>> RunAsync(Node node, IEnumerable<string> arguments, params string[] wrapper)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "monitao.dll");
        var result = await Namespaces.RunAsync(node, [.. wrapper, "dotnet", program, "diagnose", "--output", "json", "--quick", "--timeout", Timeout, .. arguments]);
        var text = result.Output.Trim();
        Assert.True(text.Length > 0, $"monitao ended with code {result.ExitCode} and said: {result.Error}");
        return text.StartsWith('[') ? JsonSerializer.Deserialize<Diagnosis[]>(text, Json)! : [JsonSerializer.Deserialize<Diagnosis>(text, Json)!];
    }
}
