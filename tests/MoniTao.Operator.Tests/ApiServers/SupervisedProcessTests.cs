using System.Diagnostics;
using System.Globalization;
using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.ApiServers;

public sealed class SupervisedProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_is_dead_and_its_folder_gone_once_their_pipes_are_closed()
    {
        string path;
        int server;
        await using (var folder = new TemporaryFolder("monitao-supervised-"))
        {
            path = folder.Path;
            await using var process = new SupervisedProcess(folder.File("log"), "/bin/sh", ["-c", "echo $$; exec sleep 600"]);
            server = await ReadProcessIdAsync(folder.File("log"));
            using (Process.GetProcessById(server))
                Assert.False(process.HasExited);
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(server));
        Assert.False(Directory.Exists(path));
    }

    private static async Task<int> ReadProcessIdAsync(string log)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (File.Exists(log) && await File.ReadAllTextAsync(log, Cancellation) is { Length: > 1 } text && text.EndsWith('\n'))
                return int.Parse(text, CultureInfo.InvariantCulture);
            await Task.Delay(50, Cancellation);
        }

        throw new TimeoutException("the process did not say its pid within 30 s");
    }
}
