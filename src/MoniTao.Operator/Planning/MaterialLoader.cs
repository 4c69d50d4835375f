using System.Security.Cryptography;
using System.Text;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>Loads what a monitor refers to, each reference once, and only from its own namespace.</summary>
internal static class MaterialLoader
{
    /// <summary>Loads and decodes every reference of a valid spec.</summary>
    /// <exception cref="StalledException">Something is missing or can't be used.</exception>
    public static async Task<Material> LoadAsync(IReferenceResolver references, ConnectivityMonitor monitor, CancellationToken cancellationToken)
    {
        var reader = new ReferenceReader(references, monitor.Metadata.NamespaceProperty);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (tls, http) = (monitor.Spec.Tls, monitor.Spec.Http);
        var material = new Material { Digest = "" };
        if (http?.BearerTokenSecretRef is { } bearer)
            material = material with { Authorization = await BearerAsync(reader, bearer, cancellationToken) };
        if (http?.BasicAuthSecretRef is { } basic)
            material = material with { Authorization = await BasicAsync(reader, basic, cancellationToken) };
        Append(digest, Encoding.UTF8.GetBytes(material.Authorization?.Reveal() ?? ""));
        if (tls?.ClientCertificateSecretRef is { } client)
        {
            const string field = "spec.tls.clientCertificateSecretRef";
            var certificate = await reader.SecretAsync(field, client.Name, client.CertificateKey, cancellationToken);
            var key = await reader.SecretAsync(field, client.Name, client.PrivateKeyKey, cancellationToken);
            material = material with { ClientCertificate = PemReader.Certificate(field, client.Name, certificate, key) };
            Append(digest, certificate);
            Append(digest, key);
        }

        if (tls?.CaConfigMapRef is { } authority)
        {
            const string field = "spec.tls.caConfigMapRef";
            var bundle = await reader.ConfigMapAsync(field, authority.Name, authority.Key, cancellationToken);
            material = material with { TrustedRoots = PemReader.Authorities(field, authority.Name, authority.Key, bundle) };
            Append(digest, Encoding.UTF8.GetBytes(bundle));
        }

        return material with { Digest = Convert.ToHexStringLower(digest.GetHashAndReset()) };
    }

    private static async Task<Secret> BearerAsync(ReferenceReader reader, SecretKeyReference reference, CancellationToken cancellationToken)
    {
        const string field = "spec.http.bearerTokenSecretRef";
        // Files and editors end with a line feed; no token does.
        var token = Encoding.UTF8.GetString(await reader.SecretAsync(field, reference.Name, reference.Key, cancellationToken)).Trim();
        if (token.Length == 0 || token.Any(c => c is <= ' ' or > '~'))
            throw new StalledException(StallReason.SecretInvalid, $"{field}: key \"{reference.Key}\" of Secret \"{reference.Name}\" is empty or has characters that no token has");
        return new Secret($"Bearer {token}");
    }

    private static async Task<Secret> BasicAsync(ReferenceReader reader, BasicAuthSecretReference reference, CancellationToken cancellationToken)
    {
        const string field = "spec.http.basicAuthSecretRef";
        var user = TrimEnd(await reader.SecretAsync(field, reference.Name, reference.UsernameKey, cancellationToken));
        var password = TrimEnd(await reader.SecretAsync(field, reference.Name, reference.PasswordKey, cancellationToken));
        // The colon parts the two (RFC 7617, 2).
        if (user.Contains((byte)':'))
            throw new StalledException(StallReason.SecretInvalid, $"{field}: key \"{reference.UsernameKey}\" of Secret \"{reference.Name}\" has a colon, which no user name may have");
        return new Secret($"Basic {Convert.ToBase64String([.. user, (byte)':', .. password])}");
    }

    private static byte[] TrimEnd(byte[] value) => value.AsSpan().TrimEnd("\r\n"u8).ToArray();

    /// <summary>The length goes first, so that what ends one part can't begin the next.</summary>
    private static void Append(IncrementalHash digest, byte[] part)
    {
        digest.AppendData(BitConverter.GetBytes(part.Length));
        digest.AppendData(part);
    }
}
