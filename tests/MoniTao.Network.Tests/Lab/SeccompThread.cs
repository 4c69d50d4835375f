using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MoniTao.Network.Tests.Lab;

/// <summary>
/// Starts a process that has no connect(2). A seccomp filter (seccomp(2)) belongs to a thread and to what that starts, so a
/// thread takes it upon itself, starts the process and ends.
/// </summary>
internal static unsafe partial class SeccompThread
{
    // linux/prctl.h, linux/seccomp.h, linux/bpf_common.h, asm/unistd.h, asm-generic/errno.h
    private const int SetSeccomp = 22, SetNoNewPrivileges = 38, ModeFilter = 2;
    private const ushort LoadWord = 0x20, JumpIfEqual = 0x15, Return = 0x06;
    private const uint Allow = 0x7FFF0000, Error = 0x00050000, NoSuchCall = 38;

    private static uint Connect => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 203u : 42u;

    public static Task<T> StartAsync<T>(Func<T> start)
    {
        var started = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                ForbidConnecting();
                started.SetResult(start());
            }
#pragma warning disable CA1031 // handed to the caller
            catch (Exception e)
            {
                started.SetException(e);
            }
#pragma warning restore CA1031
        })
        { IsBackground = true };
        thread.Start();
        return started.Task;
    }

    private static void ForbidConnecting()
    {
        Instruction* program = stackalloc Instruction[]
        {
            new(LoadWord, 0, 0, 0), // the number of the system call is first in struct seccomp_data
            new(JumpIfEqual, 0, 1, Connect),
            new(Return, 0, 0, Error | NoSuchCall),
            new(Return, 0, 0, Allow),
        };
        var filter = new Program { Length = 4, Filter = program };
        if (Control(SetNoNewPrivileges, 1, 0, 0, 0) != 0 || Control(SetSeccomp, ModeFilter, (nuint)(&filter), 0, 0) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nuint two, nuint three, nuint four, nuint five);

    /// <summary>struct sock_filter (linux/filter.h).</summary>
    private readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

    /// <summary>struct sock_fprog (linux/filter.h); the compiler pads as C does.</summary>
    private struct Program
    {
        public ushort Length;
        public Instruction* Filter;
    }
}
