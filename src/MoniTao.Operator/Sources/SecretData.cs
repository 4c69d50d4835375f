using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;

namespace MoniTao.Operator.Sources;

/// <summary>The two ways in which a Secret manifest holds its content. No message ever quotes it.</summary>
internal static class SecretData
{
    /// <summary>Each entry of <c>data</c> that is not base64.</summary>
    public static IEnumerable<ManifestFault> Faults(JsonObject secret, StrictReader reader)
    {
        foreach (var (key, value) in secret["data"] as JsonObject ?? [])
        {
            var text = value!.GetValue<string>();
            if (Convert.TryFromBase64String(text, new byte[text.Length], out _))
                continue;
            var (line, column) = reader.Positions[$"data[{key}]"];
            yield return new ManifestFault(line, column, $"data[{key}]", "is not base64; use stringData for plain text");
        }
    }

    /// <summary>What the API server does on write: <c>stringData</c> goes over <c>data</c>.</summary>
    public static V1Secret Merge(V1Secret secret)
    {
        secret.Data ??= new Dictionary<string, byte[]>();
        foreach (var (key, text) in secret.StringData ?? new Dictionary<string, string>())
            secret.Data[key] = Encoding.UTF8.GetBytes(text);
        secret.StringData = null;
        return secret;
    }
}
