namespace MoniTao.Connectivity.Probing.Linux;

/// <summary>Reads what the kernel says of itself in files.</summary>
internal static class KernelFile
{
    /// <summary>The whole text; null where there is no such file or it may not be read: the fact is missing then.</summary>
    public static string? Read(string path)
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
