using System.Security.Cryptography;
using System.Text;

namespace MoniTao.TestKit.ApiServers;

/// <summary>Files, ports and command lines of one etcd and one API server. The flags are those that 1.20 and current servers share.</summary>
internal sealed class LocalApiServerLayout(TemporaryFolder folder, string assets)
{
    private const string AuditPolicy =
        """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: Metadata
          userGroups: [system:serviceaccounts]
        - level: None

        """;

    private readonly int[] _ports = LoopbackPorts.Take(3);

    public string EtcdPath { get; } = Path.Combine(assets, "etcd");

    public string ApiServerPath { get; } = Path.Combine(assets, "kube-apiserver");

    public string KubeconfigPath { get; } = folder.File("kubeconfig");

    public string EtcdLog { get; } = folder.File("etcd.log");

    public string ApiServerLog { get; } = folder.File("kube-apiserver.log");

    public string AuditLog { get; } = folder.File("audit.log");

    private string EtcdUrl => $"http://127.0.0.1:{_ports[0]}";

    private int ApiPort => _ports[2];

    public IEnumerable<string> EtcdArguments() =>
    [
        $"--data-dir={folder.File("etcd")}",
        $"--listen-client-urls={EtcdUrl}",
        $"--advertise-client-urls={EtcdUrl}",
        $"--listen-peer-urls=http://127.0.0.1:{_ports[1]}",
        // the data is thrown away; waiting for the disk only makes tests slow
        "--unsafe-no-fsync",
    ];

    public IEnumerable<string> ApiServerArguments() =>
    [
        $"--etcd-servers={EtcdUrl}",
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        $"--secure-port={ApiPort}",
        $"--cert-dir={folder.Path}",
        $"--tls-cert-file={folder.File("server.crt")}",
        $"--tls-private-key-file={folder.File("server.key")}",
        $"--token-auth-file={folder.File("tokens.csv")}",
        "--authorization-mode=RBAC",
        "--service-cluster-ip-range=10.96.0.0/24",
        $"--audit-policy-file={folder.File("audit.yaml")}",
        $"--audit-log-path={AuditLog}",
        "--service-account-issuer=https://kubernetes.default.svc",
        $"--service-account-key-file={folder.File("token.key")}",
        $"--service-account-signing-key-file={folder.File("token.key")}",
        // no controller makes the default service account, without which no Pod would be admitted
        "--disable-admission-plugins=ServiceAccount",
        // a loopback address is not allowed in the Service kubernetes, and nothing here uses it
        "--endpoint-reconciler-type=none",
    ];

    public async Task WriteFilesAsync()
    {
        var keys = ServerKeys.Create(TimeProvider.System);
        var token = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await File.WriteAllTextAsync(folder.File("server.crt"), keys.Certificate);
        await File.WriteAllTextAsync(folder.File("server.key"), keys.PrivateKey);
        await File.WriteAllTextAsync(folder.File("token.key"), keys.TokenKey);
        await File.WriteAllTextAsync(folder.File("tokens.csv"), $"{token},test-admin,test-admin,system:masters\n");
        await File.WriteAllTextAsync(folder.File("audit.yaml"), AuditPolicy);
        await File.WriteAllTextAsync(KubeconfigPath, Kubeconfig(keys.CaCertificate, token));
    }

    private string Kubeconfig(string caCertificate, string token) =>
        $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: test
          cluster:
            server: https://127.0.0.1:{ApiPort}
            certificate-authority-data: {Convert.ToBase64String(Encoding.ASCII.GetBytes(caCertificate))}
        users:
        - name: admin
          user:
            token: {token}
        contexts:
        - name: test
          context:
            cluster: test
            user: admin
        current-context: test

        """;
}
