using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Tests.Sources;

public sealed class FolderPathsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("monitao-paths-").FullName;

    [Fact]
    public void A_folder_stands_for_its_manifests_without_what_is_none()
    {
        foreach (var name in new[] { "b.yaml", "a.yml", "c.json", ".hidden.yaml", "b.status.yaml", "kustomization.yaml", "notes.md" })
            File.WriteAllText(Path.Combine(_folder, name), "");
        Assert.Equal(["a.yml", "b.yaml", "c.json"], FolderPaths.Expand([_folder], []).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_stands_for_itself_and_is_named_once() =>
        Assert.Equal(["x/kustomization.yaml", "-"], FolderPaths.Expand(["x/kustomization.yaml", "x/kustomization.yaml", "-"], []));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
