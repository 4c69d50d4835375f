using System.ComponentModel;

namespace MoniTao.TestKit.ApiServers;

/// <summary>Whether containers can be started here. A client without an engine is common, so the engine itself is asked.</summary>
internal static class DockerEngine
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <returns>Null when the engine answers, else why not.</returns>
    public static async Task<string?> WhyNotAsync()
    {
        try
        {
            var info = await CommandOutput.RunAsync("docker", ["info", "--format", "{{.ServerVersion}}"], Limit);
            var version = info.StandardOutput.Trim();
            return info.ExitCode == 0 && version.Length > 0 ? null : $"docker info: {info.StandardError.Trim()}";
        }
        catch (Win32Exception)
        {
            return "there is no docker command";
        }
        catch (TimeoutException error)
        {
            return error.Message;
        }
    }
}
