namespace MoniTao.Benchmarks.Compare;

/// <summary>Where the root of the certificates is found.</summary>
internal enum Trust
{
    /// <summary>Among all the roots of the system, by <c>SSL_CERT_FILE</c>.</summary>
    System,

    /// <summary>In a file of its own: a ConfigMap for monitao, <c>ca_file</c> for blackbox_exporter.</summary>
    File,
}
