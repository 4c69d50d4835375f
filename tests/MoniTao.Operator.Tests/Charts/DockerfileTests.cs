using System.Text.RegularExpressions;
using System.Xml.Linq;
using MoniTao.Operator.Tests.Charts.Support;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Charts;

/// <summary>What the Dockerfile promises of the image, as far as its text can show it: no test builds it.</summary>
public sealed partial class DockerfileTests
{
    private static readonly IReadOnlyList<(string Word, string Text)> Instructions = Read();

    private static IReadOnlyList<(string Word, string Text)> Image => [.. Instructions.Skip(Instructions.ToList().FindLastIndex(i => i.Word == "FROM"))];

    private static IReadOnlyList<(string Word, string Text)> Build => [.. Instructions.SkipLast(Image.Count)];

    [Fact]
    public async Task Image_has_a_chiselled_base_runs_as_the_user_of_the_chart_and_leaves_its_health_to_Kubernetes()
    {
        var pod = (await Chart.TemplateAsync()).Single(o => o.Kind == "Deployment");
        var (user, group) = (pod.Text("spec", "template", "spec", "securityContext", "runAsUser"), pod.Text("spec", "template", "spec", "securityContext", "runAsGroup"));

        Assert.EndsWith("-chiseled", Image[0].Text, StringComparison.Ordinal);
        Assert.Equal([$"{user}:{group}"], Of(Image, "USER"));
        Assert.NotEqual("0", user);
        // a chiselled base has no shell that could run anything
        Assert.DoesNotContain(Image, instruction => instruction.Word is "RUN" or "HEALTHCHECK");
    }

    [Fact]
    public void Image_says_what_it_is_of_which_version_and_from_which_commit()
    {
        var version = typeof(Operator.Commands.MonitaoCommand).Assembly.GetName().Version!.ToString(3);
        var labels = string.Join(' ', Of(Image, "LABEL"));

        Assert.Equal(
            ["base.name", "description", "licenses", "revision", "title", "version"],
            Label().Matches(labels).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
        Assert.Contains("version=\"${VERSION}\"", labels, StringComparison.Ordinal);
        Assert.Contains("revision=\"${REVISION}\"", labels, StringComparison.Ordinal);
        Assert.Contains($"VERSION={version}", Of(Image, "ARG"));
    }

    [Fact]
    public void Program_is_compiled_ahead_of_time_and_its_parts_are_listed_beside_it()
    {
        var publish = Assert.Single(Of(Build, "RUN"), command => command.Contains("dotnet publish", StringComparison.Ordinal));

        Assert.Contains("-p:PublishReadyToRun=true", publish, StringComparison.Ordinal);
        Assert.Contains("tools/sbom.cs /app/monitao.deps.json >/app/sbom.cdx.json", publish, StringComparison.Ordinal);
        Assert.Contains("--from=build /app /app", Of(Image, "COPY"));
    }

    [Fact]
    public void Every_project_that_the_program_is_made_of_is_there_when_packages_are_restored()
    {
        var before = Build.TakeWhile(instruction => !instruction.Text.Contains("dotnet restore", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            Projects("MoniTao.Operator").Distinct().Select(name => $"src/{name}/*.csproj src/{name}/").Order(StringComparer.Ordinal),
            Of(before, "COPY").Where(copy => copy.StartsWith("src/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(
            Of(before, "COPY").First(copy => !copy.StartsWith("src/", StringComparison.Ordinal)).Split(' ').SkipLast(1),
            file => Assert.True(File.Exists(Path.Combine(RepositoryFolder.Path, file)), file));
    }

    private static IEnumerable<string> Projects(string name) =>
        XDocument.Load(Path.Combine(RepositoryFolder.Path, "src", name, $"{name}.csproj")).Descendants("ProjectReference")
            .SelectMany(reference => Projects(Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))).Prepend(name);

    private static IEnumerable<string> Of(IEnumerable<(string Word, string Text)> stage, string word) =>
        stage.Where(instruction => instruction.Word == word).Select(instruction => instruction.Text);

    /// <summary>Without comments, and with continued lines joined.</summary>
    private static List<(string, string)> Read() =>
        [.. string.Join('\n', File.ReadLines(Path.Combine(RepositoryFolder.Path, "Dockerfile")).Where(line => !line.StartsWith('#')))
            .Replace("\\\n", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2)).Select(parts => (parts[0], parts[1]))];

    [GeneratedRegex(@"org\.opencontainers\.image\.([a-z.]+)=")]
    private static partial Regex Label();
}
