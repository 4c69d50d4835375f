namespace MoniTao.FaultLab.Tcp;

/// <summary>What a server does with one client; when it returns, the connection is closed. It may throw what a client can cause.</summary>
public delegate Task ConnectionScript(FaultConnection connection);
