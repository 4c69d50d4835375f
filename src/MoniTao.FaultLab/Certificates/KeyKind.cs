namespace MoniTao.FaultLab.Certificates;

/// <summary>The key of a certificate to be issued.</summary>
public enum KeyKind
{
    /// <summary>NIST P-256: made in a fraction of a millisecond.</summary>
    EcdsaP256,

    /// <summary>2048 bits: what most servers still have.</summary>
    Rsa2048,

    /// <summary>1024 bits: forbidden for public certificates since 2014, and still met inside companies.</summary>
    Rsa1024,

    /// <summary>512 bits: broken since 1999, and refused by OpenSSL at every security level but 0.</summary>
    Rsa512,
}
