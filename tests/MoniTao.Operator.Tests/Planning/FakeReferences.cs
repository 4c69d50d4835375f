using System.Text;
using k8s.Models;
using MoniTao.Operator.Planning;

namespace MoniTao.Operator.Tests.Planning;

/// <summary>Secrets and ConfigMaps of one namespace, in memory; it notes who asked for what.</summary>
internal sealed class FakeReferences : IReferenceResolver
{
    private readonly Dictionary<string, V1Secret> _secrets = [];
    private readonly Dictionary<string, V1ConfigMap> _maps = [];

    public List<string> Asked { get; } = [];

    public FakeReferences Secret(string name, params (string Key, string Value)[] data)
    {
        _secrets[name] = new V1Secret { Data = data.ToDictionary(item => item.Key, item => Encoding.UTF8.GetBytes(item.Value)) };
        return this;
    }

    public FakeReferences ConfigMap(string name, params (string Key, string Value)[] data)
    {
        _maps[name] = new V1ConfigMap { Data = data.ToDictionary(item => item.Key, item => item.Value) };
        return this;
    }

    public Task<V1Secret?> GetSecretAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        Asked.Add($"{@namespace}/{name}");
        return Task.FromResult(_secrets.GetValueOrDefault(name));
    }

    public Task<V1ConfigMap?> GetConfigMapAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        Asked.Add($"{@namespace}/{name}");
        return Task.FromResult(_maps.GetValueOrDefault(name));
    }
}
