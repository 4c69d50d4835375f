namespace MoniTao.TestKit;

/// <summary>The root of the working copy that the tests were built from: where manifests, scripts and samples are.</summary>
public static class RepositoryFolder
{
    private const string Marker = "MoniTao.Operator.sln";

    /// <summary>An absolute path without a trailing separator.</summary>
    /// <exception cref="DirectoryNotFoundException">The test binaries are not below a working copy.</exception>
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, Marker)))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"no folder above {AppContext.BaseDirectory} has {Marker}");
    }
}
