namespace MoniTao.Operator.Sources;

/// <summary>
/// What tells one content of a file from another without reading it. Kubernetes mounts a ConfigMap as links to a folder that it
/// swaps: what the link leads to is looked at, so a swap shows.
/// </summary>
/// <param name="Length">In bytes; -1 when there is no file.</param>
/// <param name="Written">The time of the last write, in ticks.</param>
internal readonly record struct FolderStamp(long Length, long Written)
{
    /// <summary>There is no file.</summary>
    public static readonly FolderStamp Missing = new(-1, 0);

    /// <summary>The stamp of a file as it is now.</summary>
    public static FolderStamp Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo final)
                file = final;
            return file.Exists ? new FolderStamp(file.Length, file.LastWriteTimeUtc.Ticks) : Missing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Missing;
        }
    }
}
