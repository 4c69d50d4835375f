using System.Reflection;
using MoniTao.Operator.Api.Schema;
using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>Every CEL rule of the API by its id, read from the types: where the twins take their messages from.</summary>
public static class RuleCatalog
{
    /// <summary>The rules by id.</summary>
    public static IReadOnlyDictionary<string, RuleAttribute> Rules { get; } =
        typeof(ConnectivityMonitorSpec).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ConnectivityMonitorSpec).Namespace)
            .SelectMany(type => type.GetCustomAttributes<RuleAttribute>().Concat(type.GetProperties().SelectMany(property => property.GetCustomAttributes<RuleAttribute>())))
            .ToDictionary(rule => rule.Id, StringComparer.Ordinal);
}
