namespace MoniTao.Connectivity.Model;

/// <summary>Who has to act.</summary>
public enum FaultDomain
{
    /// <summary>The owner of the target.</summary>
    Target,

    /// <summary>The network between the prober and the target.</summary>
    Path,

    /// <summary>The operator of the DNS resolver.</summary>
    Resolver,

    /// <summary>Us: the target's verdict becomes Unknown, never Down.</summary>
    Prober,
}
