using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MoniTao.FaultLab.Hosting;

/// <summary>
/// Finds loopback ports outside the ephemeral range. Inside it, a client that connects to a closed port may be given that very port as
/// its own source and then connects to itself, which turns a refusal into a success; and any client may take a port between two uses.
/// </summary>
internal static class LoopbackPorts
{
    private const string RangeFile = "/proc/sys/net/ipv4/ip_local_port_range";
    private const int LowestUsed = 10240;
    private const int HighestPort = 65535;
    private const int FewestPorts = 1000;
    private const int Attempts = 2000;

    private static readonly (int First, int Last) Usable = Choose(ReadEphemeralRange());

    // Labs in several processes start apart from each other, so that a busy port is the exception.
    private static int cursor = Environment.ProcessId * 577;

    /// <summary>Runs <paramref name="bind"/> with one port after another until it does not find the port busy.</summary>
    /// <exception cref="SocketException">Every port tried was busy, or binding failed for another reason.</exception>
    public static T Bind<T>(Func<int, T> bind)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return bind(Next());
            }
            catch (SocketException busy) when (attempt < Attempts && IsBusy(busy.SocketErrorCode))
            {
                // Taken by someone else: the next one.
            }
        }
    }

    /// <summary>A socket bound to a fresh port of <paramref name="address"/>, not listening.</summary>
    public static Socket BindTcp(IPAddress address) => Bind(port => BindTcp(new IPEndPoint(address, port)));

    public static Socket BindTcp(IPEndPoint endPoint) =>
        Bound(new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp), endPoint);

    public static Socket BindUdp(IPEndPoint endPoint) =>
        Bound(new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp), endPoint);

    /// <summary>True when <paramref name="address"/> exists on this machine; <c>::1</c> is missing in many containers.</summary>
    public static bool IsUsable(IPAddress address)
    {
        try
        {
            BindTcp(address).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal static (int First, int Last) Choose((int First, int Last) ephemeral)
    {
        if (ephemeral.First - LowestUsed >= FewestPorts)
        {
            return (LowestUsed, ephemeral.First - 1);
        }

        return HighestPort - ephemeral.Last >= FewestPorts
            ? (ephemeral.Last + 1, HighestPort)
            : throw new InvalidOperationException($"The ephemeral range {ephemeral.First}-{ephemeral.Last} leaves no ports to listen on.");
    }

    private static int Next()
    {
        var offset = (uint)Interlocked.Increment(ref cursor) % (uint)(Usable.Last - Usable.First + 1);
        return Usable.First + (int)offset;
    }

    private static Socket Bound(Socket socket, IPEndPoint endPoint)
    {
        try
        {
            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsBusy(SocketError error) => error is SocketError.AddressAlreadyInUse or SocketError.AccessDenied;

    private static (int First, int Last) ReadEphemeralRange()
    {
        if (!File.Exists(RangeFile))
        {
            return (49152, HighestPort); // RFC 6335 section 6: the dynamic ports, which systems other than Linux use.
        }

        var fields = File.ReadAllText(RangeFile).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture));
    }
}
