namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>What the chain, the dates, the name and the keys of a certificate show.</summary>
[Flags]
public enum CertificateProblems
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A certificate of the chain has ended.</summary>
    Expired = 1,

    /// <summary>A certificate of the chain has not begun.</summary>
    NotYetValid = 2,

    /// <summary>No name in it is the server name asked for.</summary>
    NameMismatch = 4,

    /// <summary>It is signed by itself and not trusted.</summary>
    SelfSigned = 8,

    /// <summary>The chain leads to a root that is not trusted here.</summary>
    UntrustedRoot = 16,

    /// <summary>An intermediate is missing from what the server sent.</summary>
    IncompleteChain = 32,

    /// <summary>Its issuer took it back.</summary>
    Revoked = 64,

    /// <summary>A signature, constraint or usage of the chain is wrong.</summary>
    Invalid = 128,

    /// <summary>RSA below 2048 bits, ECDSA below 224 bits, or an MD5 or SHA-1 signature.</summary>
    Weak = 256,
}
