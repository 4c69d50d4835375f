using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Tcp;

/// <summary>Listens on a loopback port and plays one script for each client, any number of them at a time.</summary>
public sealed class ScriptedTcpServer : IAsyncDisposable
{
    private const int Backlog = 512;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Socket listener;
    private readonly ConnectionScript script;
    private readonly TimeProvider time;
    private readonly ErrorLog errors;
    private readonly ConcurrentDictionary<FaultConnection, Task> connections = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private int accepted;

    private ScriptedTcpServer(Socket listener, ConnectionScript script, TimeProvider time, ErrorLog errors)
    {
        this.listener = listener;
        this.script = script;
        this.time = time;
        this.errors = errors;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        accepting = AcceptAsync();
    }

    /// <summary>The port it listens on, outside the ephemeral range.</summary>
    public int Port { get; }

    /// <summary>Clients accepted so far.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Clients being served now.</summary>
    public int Open => connections.Count;

    /// <summary>Starts listening.</summary>
    /// <param name="script">What to do with each client.</param>
    /// <param name="time">The clock of the script's waits; null for the system's.</param>
    /// <param name="address">The loopback address; null for 127.0.0.1.</param>
    /// <param name="errors">Where exceptions of the script go that no client can cause; null to forget them.</param>
    /// <exception cref="SocketException">No port could be had.</exception>
    public static ScriptedTcpServer Start(
        ConnectionScript script,
        TimeProvider? time = null,
        IPAddress? address = null,
        ErrorLog? errors = null) =>
        LoopbackPorts.Bind(port =>
            StartOn(LoopbackPorts.BindTcp(new IPEndPoint(address ?? IPAddress.Loopback, port)), script, time, errors));

    /// <summary>Takes over a socket that is bound; listening can still find the port busy, hence inside the retry of the caller.</summary>
    internal static ScriptedTcpServer StartOn(Socket bound, ConnectionScript script, TimeProvider? time, ErrorLog? errors)
    {
        try
        {
            bound.Listen(Backlog);
            return new ScriptedTcpServer(bound, script, time ?? TimeProvider.System, errors ?? new ErrorLog());
        }
        catch
        {
            bound.Dispose();
            throw;
        }
    }

    /// <summary>Serves the clients already in the queue, ends deliberate waits, lets answers finish for a second at most.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        try
        {
            // The system's clock on purpose: nobody turns a fake one while waiting for the end of this call.
            await Task.WhenAll(connections.Values).WaitAsync(Grace, TimeProvider.System);
        }
        catch (TimeoutException)
        {
            foreach (var connection in connections.Keys)
            {
                connection.Abort();
            }

            await Task.WhenAll(connections.Values);
        }

        listener.Dispose();
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            await AcceptOneAsync(stopping.Token);
        }

        // Clients that still wait in the queue have connected to a server that was up: they get their answer.
        using var limit = new CancellationTokenSource(Grace, TimeProvider.System);
        while (!limit.IsCancellationRequested && listener.Poll(TimeSpan.Zero, SelectMode.SelectRead))
        {
            await AcceptOneAsync(limit.Token);
        }
    }

    private async Task AcceptOneAsync(CancellationToken cancellationToken)
    {
        try
        {
            Serve(await listener.AcceptAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The caller's loop ends by itself.
        }
        catch (SocketException)
        {
            // Out of file descriptors, most likely: without a pause the loop would burn a core until one is free.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
        }
    }

    private void Serve(Socket client)
    {
        Interlocked.Increment(ref accepted);
        var connection = new FaultConnection(client, time, stopping.Token);

        // Entered before it runs, so that it is there to be removed even when the script ends at once.
        var play = new Task<Task>(() => PlayAsync(connection));
        connections[connection] = play.Unwrap();
        play.Start(TaskScheduler.Default);
    }

    private async Task PlayAsync(FaultConnection connection)
    {
        try
        {
            await script(connection);
        }
#pragma warning disable CA1031 // The log decides what a client may cause; a script must never take the server down.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            errors.Add(exception);
        }
        finally
        {
            connection.Dispose();
            connections.TryRemove(connection, out _);
        }
    }
}
