namespace MoniTao.TestKit.ApiServers;

/// <summary>Runs <c>tests/envtest/install.sh</c>, which finds, or compiles once, etcd and kube-apiserver.</summary>
internal static class EnvtestInstaller
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(70);

    /// <returns>A folder in the envtest layout.</returns>
    /// <exception cref="InvalidOperationException">The script failed; its reason and next step are in the message.</exception>
    public static async Task<string> RunAsync()
    {
        var script = Path.Combine(RepositoryFolder.Path, "tests", "envtest", "install.sh");
        var output = await CommandOutput.RunAsync("/bin/bash", [script], Limit);
        return output.ExitCode == 0
            ? output.StandardOutput.TrimEnd().Split('\n')[^1]
            : throw new InvalidOperationException(output.StandardError.Trim());
    }
}
