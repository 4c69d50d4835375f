namespace MoniTao.Operator.Tests.Commands;

/// <summary>A folder of its own for a test, gone afterwards.</summary>
internal sealed class Folder : IDisposable
{
    private int _ticks;

    public string Path { get; } = Directory.CreateTempSubdirectory("monitao-").FullName;

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file with a time stamp of its own: a test writes faster than a coarse clock of a file system ticks.</summary>
    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        File.SetLastWriteTimeUtc(At(name), DateTime.UnixEpoch.AddDays(1).AddSeconds(++_ticks));
        return At(name);
    }

    public string Read(string name) => File.ReadAllText(At(name));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
