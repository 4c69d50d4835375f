namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>The certificate of a server as it was presented, kept also when it is not acceptable.</summary>
public sealed record CertificateFacts
{
    /// <summary>The distinguished name of the holder: one line of at most 1,024 characters.</summary>
    public required string Subject { get; init; }

    /// <summary>The distinguished name of the issuer, likewise.</summary>
    public required string Issuer { get; init; }

    /// <summary>The start of validity.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>The end of validity.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The DNS names and addresses it is made for, at most 20, each of at most 255 characters.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>The certificates that the server sent, in its order and with the leaf, at most ten.</summary>
    public IReadOnlyList<ChainElement> Sent { get; init; } = [];

    /// <summary>What the issuers say of the chain; null when they were not asked.</summary>
    public Revocation.RevocationFacts? Revocation { get; init; }

    /// <summary>SHA-256 of the certificate, in lower-case hexadecimal.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>When the first of the certificates that the server sent ends.</summary>
    public DateTimeOffset EarliestNotAfter => Sent.Select(c => c.NotAfter).Append(NotAfter).Min();

    /// <summary>When the first certificate of the chain, the root included, ends; null when no chain was built.</summary>
    public DateTimeOffset? ChainNotAfter { get; init; }

    /// <summary>What is wrong with it.</summary>
    public CertificateProblems Problems { get; init; }

    /// <summary>For people: the flags of the chain or the kind of weakness, without text of the certificate.</summary>
    public string Detail { get; init; } = "";
}
