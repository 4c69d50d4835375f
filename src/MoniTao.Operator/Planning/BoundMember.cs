using System.Reflection;
using System.Text.Json;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Planning;

/// <summary>A field with its attributes, read once: a plan is made at each reconcile.</summary>
internal sealed class BoundMember(PropertyInfo property, bool optional)
{
    private readonly MethodInvoker _get = MethodInvoker.Create(property.GetMethod!);

    /// <summary>Whether it may be absent.</summary>
    public bool Optional { get; } = optional;

    /// <summary>As it is written in a manifest.</summary>
    public string Name { get; } = JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    /// <summary>What is demanded of it.</summary>
    public IReadOnlyList<Attribute> Bounds { get; } = [.. property.GetCustomAttributes()];

    /// <summary>What is demanded of each text in a list or map.</summary>
    public ItemsAttribute? Items { get; } = property.GetCustomAttribute<ItemsAttribute>();

    /// <summary>Whether it is an object of the API itself, with fields of its own.</summary>
    public bool IsSection { get; } = property.PropertyType.Namespace == property.DeclaringType!.Namespace;

    /// <summary>Its value.</summary>
    public object? Read(object owner) => _get.Invoke(owner);
}
