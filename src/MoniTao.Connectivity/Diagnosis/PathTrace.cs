using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>
/// The path to a port by SYNs with a limited time to live, all at once: every router that drops one says so by ICMP, and the
/// error queue names it. It needs no privilege, and because it is the very connection that fails, a firewall treats it alike.
/// </summary>
internal sealed class PathTrace(TimeProvider time)
{
    private const int MaximumHops = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>The hops in order, cut behind the first that is the target or goes no further, or behind the last that answered.</summary>
    public async Task<IReadOnlyList<HopFacts>> RunAsync(IPEndPoint remote, Deadline deadline)
    {
        if (!SocketErrorQueue.IsAvailable)
            return [];
        using var limit = deadline.Within(Limit);
        var hops = await Task.WhenAll(Enumerable.Range(1, MaximumHops).Select(ttl => HopAsync(remote, ttl, limit))).ConfigureAwait(false);
        var end = Array.FindIndex(hops, h => h.Arrived || h.Refuses);
        if (end < 0)
            end = Array.FindLastIndex(hops, h => h.Address is not null);
        return hops[..(end + 1)];
    }

    private async Task<HopFacts> HopAsync(IPEndPoint remote, int ttl, Deadline deadline)
    {
        var start = time.GetTimestamp();
        try
        {
            using var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            SocketErrorQueue.Enable(socket);
            if (remote.AddressFamily == AddressFamily.InterNetworkV6)
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.HopLimit, ttl);
            else
                socket.Ttl = (short)ttl;
            try
            {
                await socket.ConnectAsync(remote, deadline.Token).ConfigureAwait(false);
                socket.LingerState = new LingerOption(true, 0);
                return new HopFacts(ttl, remote.Address, time.GetElapsedTime(start), Arrived: true);
            }
            catch (SocketException e)
            {
                var icmp = SocketErrorQueue.Read(socket);
                var refused = icmp is null && e.SocketErrorCode == SocketError.ConnectionRefused;
                var sender = refused ? remote.Address : icmp?.Offender;
                return new HopFacts(ttl, sender, sender is null ? null : time.GetElapsedTime(start), Arrived: refused || remote.Address.Equals(sender), Refuses: icmp is { IsTimeExceeded: false });
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            return new HopFacts(ttl, null, null, Arrived: false);
        }
    }
}
