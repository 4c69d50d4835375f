namespace MoniTao.TestKit.FakeApiServer;

/// <summary>The parts of a request path within one kind.</summary>
internal readonly record struct FakePath(string Namespace, string? Name, string? Subresource)
{
    public static bool TryParse(string path, string groupVersion, string plural, out FakePath parsed)
    {
        parsed = default;
        if (!path.StartsWith(groupVersion + "/", StringComparison.Ordinal))
            return false;
        var parts = path[(groupVersion.Length + 1)..].Split('/');
        var namespaced = parts is ["namespaces", _, ..] && parts.Length > 2;
        var rest = namespaced ? parts[2..] : parts;
        if (rest[0] != plural)
            return false;
        parsed = new FakePath(namespaced ? parts[1] : "", rest.ElementAtOrDefault(1), rest.ElementAtOrDefault(2));
        return true;
    }
}
