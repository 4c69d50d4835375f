namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>The example configurations in <c>alerts/alertmanager</c>.</summary>
internal static class ExampleFile
{
    private static readonly string Folder = Path.Combine(RulesFile.Folder, "alertmanager");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order()];

    public static string At(string name) => Path.Combine(Folder, $"{name}.yaml");

    public static string Read(string name) => File.ReadAllText(At(name));
}
