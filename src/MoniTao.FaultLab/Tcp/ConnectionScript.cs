namespace MoniTao.FaultLab.Tcp;

/// <summary>What a server does with one client. When it returns, the connection is closed; exceptions a client can cause are expected.</summary>
public delegate Task ConnectionScript(FaultConnection connection);
