namespace MoniTao.Connectivity.Probing;

/// <summary>The ways in which an operation on the network ends without a result.</summary>
public enum FaultKind
{
    /// <summary>The time was up.</summary>
    TimedOut,

    /// <summary>The caller gave up; nothing is known.</summary>
    Cancelled,

    /// <summary>The kernel gave an error; see <see cref="NetworkFault.SocketError"/>.</summary>
    Socket,

    /// <summary>The peer closed the connection (FIN) where more was due.</summary>
    EndOfStream,

    /// <summary>The peer sent something that the protocol forbids, or refused in the protocol's own terms.</summary>
    Protocol,

    /// <summary>This process lacked memory, descriptors or threads.</summary>
    Exhausted,
}
