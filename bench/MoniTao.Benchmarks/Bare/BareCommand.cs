using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MoniTao.Benchmarks.Bare;

/// <summary>
/// <c>bare</c>: sockets of .NET that connect and are closed at a steady rate, and nothing else. No probe that opens a connection of its own
/// can cost less at that rate.
/// </summary>
internal static class BareCommand
{
    private const int WarmUp = 20_000;

    /// <summary>Until the code that runs now and then is compiled in full too.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    private static readonly Argument<string> Target = new("ADDRESS") { Description = "Where to connect, for example 127.0.0.1:27180 of bench/targets.sh" };
    private static readonly Option<int> Rate = new("--rate") { Description = "Connections a second, evenly spread", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Duration = new("--seconds") { Description = "How long it is measured", DefaultValueFactory = _ => 15 };

    public static Command Create()
    {
        var command = new Command("bare", "Connect and close by bare sockets at a steady rate; print the CPU of each.") { Target, Rate, Duration };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        var (target, rate) = (IPEndPoint.Parse(result.GetRequiredValue(Target)), result.GetValue(Rate));
        try
        {
            var (made, used) = await MeasureAsync(target, rate, TimeSpan.FromSeconds(result.GetValue(Duration)), cancellation);
            await result.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{rate} connections a second, {made} measured: {used.TotalMilliseconds / made:F3} ms of CPU each"));
            return 0;
        }
        catch (SocketException problem)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"bare: {target} did not take every connection: {problem.Message}");
            return 1;
        }
    }

    private static async Task<(long Made, TimeSpan Used)> MeasureAsync(IPEndPoint target, int rate, TimeSpan duration, CancellationToken cancellation)
    {
        for (var i = 0; i < WarmUp; i++)
            await ConnectAsync(target, cancellation);

        var connections = 0L;
        var failed = new TaskCompletionSource();
        // a timer each, as monitors have their own time each
        var timers = Enumerable.Range(0, rate).Select(i => new Timer(_ => _ = CountAsync(), null, TimeSpan.FromSeconds((double)i / rate), TimeSpan.FromSeconds(1))).ToArray();
        try
        {
            await WaitAsync(Settle);
            var (cpu, before) = (Environment.CpuUsage.TotalTime, Interlocked.Read(ref connections));
            await WaitAsync(duration);
            return (Interlocked.Read(ref connections) - before, Environment.CpuUsage.TotalTime - cpu);
        }
        finally
        {
            foreach (var timer in timers)
                await timer.DisposeAsync();
        }

        async Task WaitAsync(TimeSpan time) => await await Task.WhenAny(failed.Task, Task.Delay(time, cancellation));

        async Task CountAsync()
        {
            try
            {
                await ConnectAsync(target, cancellation);
                Interlocked.Increment(ref connections);
            }
            catch (SocketException problem)
            {
                failed.TrySetException(problem);
            }
        }
    }

    private static async Task ConnectAsync(IPEndPoint target, CancellationToken cancellation)
    {
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(target, cancellation);
        socket.LingerState = new LingerOption(true, 0);
    }
}
