namespace MoniTao.Connectivity.Model;

/// <summary>Whether it is asked if the issuer took a certificate back.</summary>
public enum RevocationMode
{
    /// <summary>Not asked: nothing is fetched from where a certificate points.</summary>
    None,

    /// <summary>Looked up in the certificate revocation lists that the certificates of the chain name (RFC 5280, 5).</summary>
    Crl,
}
