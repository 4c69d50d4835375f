using MoniTao.Operator.Sources;
using MoniTao.Operator.Tests.Commands;

namespace MoniTao.Operator.Tests.Sources;

public sealed class FolderReaderTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_is_read_without_hidden_files_statuses_and_others()
    {
        _folder.Write("b.yaml", Manifests.Monitor("b"));
        _folder.Write("a.yml", Manifests.Monitor("a"));
        _folder.Write(".hidden.yaml", Manifests.Monitor("hidden"));
        _folder.Write("b.status.yaml", Manifests.Monitor("status"));
        _folder.Write("notes.txt", "hello");

        Assert.Equal(["web/a", "web/b"], Ids(await ReadAsync(Reader())));
    }

    [Fact]
    public async Task An_unchanged_folder_is_not_read_again()
    {
        _folder.Write("a.yaml", Manifests.Monitor("a"));
        var reader = Reader();
        await ReadAsync(reader);

        Assert.Null(await ReadAsync(reader));
    }

    [Fact]
    public async Task Changed_new_and_deleted_files_show()
    {
        _folder.Write("a.yaml", Manifests.Monitor("a"));
        var reader = Reader();
        await ReadAsync(reader);

        _folder.Write("b.yaml", Manifests.Monitor("b"));
        Assert.Equal(["web/a", "web/b"], Ids(await ReadAsync(reader)));
        _folder.Write("b.yaml", Manifests.Monitor("c"));
        Assert.Equal(["web/a", "web/c"], Ids(await ReadAsync(reader)));
        File.Delete(_folder.At("a.yaml"));
        Assert.Equal(["web/c"], Ids(await ReadAsync(reader)));
    }

    [Fact]
    public async Task A_swap_of_the_link_of_a_ConfigMap_mount_shows()
    {
        Directory.CreateDirectory(_folder.At("..one"));
        Directory.CreateDirectory(_folder.At("..two"));
        _folder.Write("..one/shop.yaml", Manifests.Monitor("a"));
        _folder.Write("..two/shop.yaml", Manifests.Monitor("b"));
        Directory.CreateSymbolicLink(_folder.At("..data"), "..one");
        File.CreateSymbolicLink(_folder.At("shop.yaml"), "..data/shop.yaml");
        var reader = Reader();
        Assert.Equal(["web/a"], Ids(await ReadAsync(reader)));

        Directory.Delete(_folder.At("..data"));
        Directory.CreateSymbolicLink(_folder.At("..data"), "..two");

        Assert.Equal(["web/b"], Ids(await ReadAsync(reader)));
    }

    [Fact]
    public async Task A_broken_file_is_an_error_with_its_place_and_the_others_go_on()
    {
        _folder.Write("a.yaml", Manifests.Monitor("a"));
        _folder.Write("b.yaml", "kind: [");
        _folder.Write("c.yaml", Manifests.Monitor("c").Replace("periodSeconds: 5", "periodSeconds: 2", StringComparison.Ordinal));

        var set = await ReadAsync(Reader());

        Assert.Equal(["web/a"], Ids(set));
        Assert.Equal([(_folder.At("b.yaml"), ""), (_folder.At("c.yaml"), "spec.periodSeconds")], set!.Errors.Select(error => (error.File, error.Path)));
        Assert.Equal(4, set.Errors[1].Line);
    }

    [Theory]
    [InlineData("kind: [")]
    [InlineData("apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\nmetadata: {name: a, namespace: web}\nspec: {target: nonsense}\n")]
    public async Task A_file_that_becomes_wrong_keeps_what_was_good_in_it_until_it_is_mended(string wrong)
    {
        _folder.Write("a.yaml", Manifests.Monitor("a"));
        var reader = Reader();
        await ReadAsync(reader);

        _folder.Write("a.yaml", wrong);
        var set = await ReadAsync(reader);
        Assert.Equal(["web/a"], Ids(set));
        Assert.NotEmpty(set!.Errors);
        _folder.Write("a.yaml", Manifests.Monitor("b"));
        set = await ReadAsync(reader);
        Assert.Equal(["web/b"], Ids(set));
        Assert.Empty(set!.Errors);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_an_error_until_it_is()
    {
        var reader = new FolderReader([_folder.At("later.yaml")], TextReader.Null);
        Assert.Single((await ReadAsync(reader))!.Errors);

        _folder.Write("later.yaml", Manifests.Monitor("a"));

        Assert.Equal(["web/a"], Ids(await ReadAsync(reader)));
    }

    [Fact]
    public async Task Standard_input_is_read_once()
    {
        var reader = new FolderReader(["-"], new StringReader(Manifests.Monitor("a")));

        Assert.Equal(["web/a"], Ids(await ReadAsync(reader)));
        Assert.Null(await ReadAsync(reader));
    }

    private FolderReader Reader() => new([_folder.Path], TextReader.Null);

    private static Task<ManifestSet?> ReadAsync(FolderReader reader) => reader.ReadAsync(TestContext.Current.CancellationToken);

    private static IEnumerable<string> Ids(ManifestSet? set) => set!.Monitors.Select(monitor => monitor.Id);
}
