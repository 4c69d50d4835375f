namespace MoniTao.Network.Tests.Lab;

/// <summary>
/// What the machine must have to make a network: root and two Debian packages. Nothing is skipped in silence: what is missing
/// is installed, or the tests fail and say what to do.
/// </summary>
internal static class Tools
{
    private static readonly (string Command, string Package)[] Needed = [("ip", "iproute2"), ("iptables", "iptables"), ("ip6tables", "iptables")];

    public static async Task EnsureAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            throw new InvalidOperationException(
                "These tests make network namespaces, which needs Linux and root (CAP_NET_ADMIN and CAP_SYS_ADMIN). "
                + "Run them as root, for example in a privileged container; to run all others: dotnet test --filter FullyQualifiedName!~MoniTao.Network");
        }

        var missing = Needed.Where(n => !IsThere(n.Command)).Select(n => n.Package).Distinct().ToList();
        if (missing.Count == 0)
            return;
        var packages = string.Join(' ', missing);
        var install = await Shell.RunAsync(
            "/bin/sh", ["-c", $"apt-get install -y {packages} || {{ apt-get update && apt-get install -y {packages}; }}"]);
        if (install.ExitCode != 0)
            throw new InvalidOperationException($"The test network needs the packages {packages}; apt-get could not install them: {install.Error.Trim()}");
    }

    private static bool IsThere(string command) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':').Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, command)));
}
