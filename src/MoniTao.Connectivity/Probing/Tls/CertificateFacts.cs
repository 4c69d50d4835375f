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

    /// <summary>How many certificates the server sent.</summary>
    public int SentByServer { get; init; }

    /// <summary>What is wrong with it.</summary>
    public CertificateProblems Problems { get; init; }

    /// <summary>For people: the flags of the chain or the kind of weakness, without text of the certificate.</summary>
    public string Detail { get; init; } = "";
}
