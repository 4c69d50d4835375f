namespace MoniTao.Operator.Runtime.Api;

/// <summary>Which API server to talk to.</summary>
public sealed class KubernetesConnectionOptions
{
    /// <summary>A kubeconfig file. Null: the files named by KUBECONFIG, else the pod's service account, else the user's default file.</summary>
    public string? KubeconfigPath { get; set; }

    /// <summary>Context within the kubeconfig. Null: its current context.</summary>
    public string? Context { get; set; }
}
