using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MoniTao.Network.Tests.Lab;

/// <summary>
/// Opens sockets in another network namespace. A socket belongs for ever to the namespace of the thread that made it
/// (network_namespaces(7)), so a thread enters, makes it and ends; the socket is then used from anywhere.
/// </summary>
internal static unsafe partial class NamespaceThread
{
    private const int CloneNewNet = 0x40000000; // linux/sched.h

    public static Task<T> OpenAsync<T>(string name, Func<T> open)
    {
        var opened = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{name}");
                if (SetNamespace(handle.DangerousGetHandle().ToInt32(), CloneNewNet) != 0)
                    throw new Win32Exception(Marshal.GetLastPInvokeError());
                opened.SetResult(open());
            }
#pragma warning disable CA1031 // handed to the caller
            catch (Exception e)
            {
                opened.SetException(e);
            }
#pragma warning restore CA1031
        })
        { IsBackground = true };
        thread.Start();
        return opened.Task;
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetNamespace(int descriptor, int kind);
}
