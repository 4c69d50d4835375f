namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>How a peer leaves.</summary>
public enum Ending
{
    /// <summary>With a FIN.</summary>
    Closed,

    /// <summary>With a RST.</summary>
    Reset,
}
