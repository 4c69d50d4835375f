using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Tests.Probing;

public sealed class NetworkFaultTests
{
    private readonly FakeTimeProvider _time = new();

    public static TheoryData<Exception, NetworkFault> Exceptions => new()
    {
        { new SocketException((int)SocketError.ConnectionRefused), new(FaultKind.Socket, SocketError.ConnectionRefused) },
        { new IOException("", new SocketException((int)SocketError.ConnectionReset)), new(FaultKind.Socket, SocketError.ConnectionReset) },
        { new SocketException((int)SocketError.TimedOut), NetworkFault.TimedOut },
        { new SocketException((int)SocketError.TooManyOpenSockets), new(FaultKind.Exhausted, SocketError.TooManyOpenSockets) },
        { new SocketException((int)SocketError.NoBufferSpaceAvailable), new(FaultKind.Exhausted, SocketError.NoBufferSpaceAvailable) },
        { new SocketException((int)SocketError.OperationAborted), new(FaultKind.Protocol) },
        { new IOException("", new InsufficientMemoryException()), new(FaultKind.Exhausted) },
        { new FileNotFoundException(), new(FaultKind.Exhausted) },
        { new OperationCanceledException(), NetworkFault.TimedOut },
        { new EndOfStreamException(), NetworkFault.EndOfStream },
        { new AuthenticationException("", new Alert(40)), new(FaultKind.Protocol, TlsAlert: 40) },
        { new AuthenticationException("", new Alert(255)), new(FaultKind.Protocol, TlsAlert: 255) },
        { new InvalidOperationException(), new(FaultKind.Protocol) },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void An_exception_is_read_for_its_typed_facts(Exception exception, NetworkFault fault)
    {
        using var deadline = new Deadline(_time, TimeSpan.FromSeconds(1), CancellationToken.None);
        Assert.Equal(fault, NetworkFault.From(exception, deadline));
    }

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void Once_the_caller_gave_up_nothing_is_known(Exception exception, NetworkFault fault)
    {
        using var deadline = new Deadline(_time, TimeSpan.FromSeconds(1), new CancellationToken(canceled: true));
        Assert.NotEqual(fault, NetworkFault.From(exception, deadline));
        Assert.Equal(NetworkFault.Cancelled, NetworkFault.From(exception, deadline));
    }

    [Fact]
    public void Past_the_deadline_a_reset_is_our_own_close_and_a_refusal_stays_one()
    {
        using var deadline = new Deadline(_time, TimeSpan.FromSeconds(1), CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(NetworkFault.TimedOut, NetworkFault.From(new IOException(), deadline));
        Assert.Equal(NetworkFault.TimedOut, NetworkFault.From(new IOException("", new SocketException((int)SocketError.ConnectionReset)), deadline));
        Assert.Equal(SocketError.ConnectionRefused, NetworkFault.From(new SocketException((int)SocketError.ConnectionRefused), deadline).SocketError);
    }

    private sealed class Alert : Exception
    {
        public Alert(int alert) => HResult = 0x0A000000 + 1000 + alert;
    }
}
