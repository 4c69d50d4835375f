using System.Net;
using System.Net.Sockets;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>ICMP errors as the kernel hands them on, and what becomes of them.</summary>
public sealed class SocketErrorProperties
{
    private static readonly Gen<IcmpError> Errors = Gen.Select(Gen.Bool, Gen.Byte, Gen.Byte, Gen.Byte.Array[16], (six, type, code, address) =>
        new IcmpError(six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork, type, code, new IPAddress(six ? address : address[..4])));

    private static readonly byte[] Stranger = [.. BitConverter.GetBytes(20UL), .. BitConverter.GetBytes(1), .. BitConverter.GetBytes(29), 1, 2, 3, 4, 0, 0, 0, 0];

    [Fact]
    public void An_error_is_read_as_the_kernel_writes_it() => Property.Holds(Gen.Select(Errors, Gen.Bool), input =>
        Assert.Equal(input.Item1, SocketErrorQueue.Parse(input.Item2 ? [.. Stranger, .. Message(input.Item1)] : Message(input.Item1))), tries: 3000);

    [Fact]
    public void Damaged_control_messages_are_read_within_bounds()
    {
        byte[][] samples =
        [
            Message(new IcmpError(AddressFamily.InterNetwork, 3, 3, IPAddress.Loopback)),
            Message(new IcmpError(AddressFamily.InterNetworkV6, 1, 4, IPAddress.IPv6Loopback)),
            [.. Stranger, .. Message(new IcmpError(AddressFamily.InterNetwork, 11, 0, IPAddress.Loopback))],
        ];
        Property.Holds(Mutations.Of(samples), control =>
            Assert.InRange(Property.Allocated(() => SocketErrorQueue.Parse(control)), 0, 512), tries: 5000);
    }

    [Fact]
    public void What_the_kernel_knows_of_a_connection_is_read_within_bounds() => Property.Holds(Gen.Byte.Array[0, 300], info =>
    {
        Assert.InRange(Property.Allocated(() => TcpInformation.Parse(info)), 0, 512);
        Assert.Equal(info.Length < 104, TcpInformation.Parse(info) is null);
    });

    [Fact]
    public void Every_error_of_a_connection_has_a_reason() => Property.Holds(
        Gen.Select(Gen.Enum<FaultKind>(), Gen.Enum<SocketError>().Nullable(), Errors.Null(), Gen.Bool.Nullable(), Gen.Bool.Nullable()), input =>
        {
            var (kind, error, icmp, route, own) = input;
            var reason = SocketErrors.OfConnect(new NetworkFault(kind, error), icmp?.Family ?? AddressFamily.InterNetwork, route, icmp, own);
            Assert.Equal(reason, Reasons.Find(reason.Name));
        }, tries: 3000);

    /// <summary>struct cmsghdr, struct sock_extended_err, struct sockaddr_in or sockaddr_in6 (cmsg(3), ip(7), ipv6(7)).</summary>
    private static byte[] Message(IcmpError error)
    {
        var six = error.Family == AddressFamily.InterNetworkV6;
        var (level, kind, family) = six ? (41, 25, (ushort)10) : (0, 11, (ushort)2);
        byte[] extended = [111, 0, 0, 0, (byte)(six ? 3 : 2), error.Type, error.Code, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] address = [.. BitConverter.GetBytes(family), 0, 0, .. six ? new byte[4] : [], .. error.Offender!.GetAddressBytes(), 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] body = [.. extended, .. address];
        return [.. BitConverter.GetBytes((ulong)(16 + body.Length)), .. BitConverter.GetBytes(level), .. BitConverter.GetBytes(kind), .. body];
    }
}
