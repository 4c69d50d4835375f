using System.Text;
using k8s.Models;

namespace MoniTao.Operator.Planning;

/// <summary>Fetches single keys of Secrets and ConfigMaps of one namespace, and says in the user's terms what is missing.</summary>
internal sealed class ReferenceReader(IReferenceResolver references, string @namespace)
{
    private readonly Dictionary<string, V1Secret> _secrets = new(StringComparer.Ordinal);

    /// <summary>The content of one key of a Secret.</summary>
    /// <exception cref="StalledException">The Secret or the key is missing.</exception>
    public async Task<byte[]> SecretAsync(string field, string name, string key, CancellationToken cancellationToken)
    {
        if (!_secrets.TryGetValue(name, out var secret))
        {
            secret = await references.GetSecretAsync(@namespace, name, cancellationToken)
                ?? throw new StalledException(StallReason.SecretNotFound, $"{field}: there is no Secret \"{name}\" in namespace \"{@namespace}\"");
            // Two keys of one Secret must be of one version of it.
            _secrets.Add(name, secret);
        }

        return secret.Data?.TryGetValue(key, out var value) == true && value is not null
            ? value
            : throw new StalledException(StallReason.SecretNotFound, $"{field}: Secret \"{name}\" in namespace \"{@namespace}\" has no key \"{key}\"");
    }

    /// <summary>The content of one key of a ConfigMap.</summary>
    /// <exception cref="StalledException">The ConfigMap or the key is missing.</exception>
    public async Task<string> ConfigMapAsync(string field, string name, string key, CancellationToken cancellationToken)
    {
        var map = await references.GetConfigMapAsync(@namespace, name, cancellationToken)
            ?? throw new StalledException(StallReason.ConfigMapNotFound, $"{field}: there is no ConfigMap \"{name}\" in namespace \"{@namespace}\"");
        if (map.Data?.TryGetValue(key, out var text) == true && text is not null)
            return text;
        if (map.BinaryData?.TryGetValue(key, out var bytes) == true && bytes is not null)
            return Encoding.UTF8.GetString(bytes);
        throw new StalledException(StallReason.ConfigMapNotFound, $"{field}: ConfigMap \"{name}\" in namespace \"{@namespace}\" has no key \"{key}\"");
    }
}
