using MoniTao.Operator.Api;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;
using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Sources;

public class SamplesTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Path, "config", "samples");

    public static TheoryData<string> Files => new(Directory.GetFiles(Folder, "*.yaml").Select(file => Path.GetFileName(file)!).Where(file => file != "kustomization.yaml").Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_has_no_field_that_is_unknown_or_of_a_wrong_type(string file) => Assert.Empty(Read(file).Errors);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_sample_is_valid_but_the_broken_one(string file)
    {
        var errors = SpecValidator.Validate(One(file).Spec);

        Assert.Equal(file == "broken.yaml" ? ["spec.http.bodyPattern"] : [], errors.Select(error => error.Path));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sample_is_named_like_its_file_and_listed(string file)
    {
        Assert.Equal(Path.GetFileNameWithoutExtension(file), One(file).Metadata.Name);
        Assert.Contains($"- {file}\n", File.ReadAllText(Path.Combine(Folder, "kustomization.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_sample_for_each_scheme() =>
        Assert.Superset(
            new HashSet<string>(["https", "http", "tls", "tcp", "icmp", "dns"]),
            Files.Select(file => One(file.Data).Spec.Target.Split("://")[0]).ToHashSet());

    private static ConnectivityMonitor One(string file) => Assert.Single(Read(file).Monitors).Monitor;

    private static ManifestSet Read(string file) => ManifestReader.Read(file, File.ReadAllText(Path.Combine(Folder, file)));
}
