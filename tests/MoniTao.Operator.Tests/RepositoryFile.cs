namespace MoniTao.Operator.Tests;

/// <summary>Files of the repository, found from the test's own folder upward.</summary>
internal static class RepositoryFile
{
    public static string Root { get; } = Find();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MoniTao.Operator.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests do not run inside the repository");
    }
}
