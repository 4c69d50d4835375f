namespace MoniTao.Network.Tests.Cases;

/// <summary>What makes the fault of a case.</summary>
internal enum Origin
{
    /// <summary>A broken endpoint of the fault lab. Needs nothing.</summary>
    Loopback,

    /// <summary>A network in namespaces. Needs root.</summary>
    Network,

    /// <summary>What is done to the monitoring process while it runs. Needs root for its limits.</summary>
    Process,

    /// <summary>The caller of the library; the programs never show it.</summary>
    Caller,
}
