using System.Text.Json;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Tests.Planning;

/// <summary>Specs from JSON, so that a test shows what a user writes.</summary>
internal static class Specs
{
    public static ConnectivityMonitorSpec Of(string json) => JsonSerializer.Deserialize<ConnectivityMonitorSpec>(json, ApiJson.Options)!;

    public static ConnectivityMonitor Monitor(string json) =>
        new() { Metadata = new() { Name = "shop", NamespaceProperty = "web" }, Spec = Of(json) };
}
