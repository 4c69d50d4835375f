namespace MoniTao.Operator.Api.Schema;

/// <summary>
/// One rule in the Common Expression Language that the API server checks (<c>x-kubernetes-validations</c>). Servers before 1.25
/// drop it, so each rule has a twin in the validator of the operator with the same id, and so the same message.
/// </summary>
/// <param name="id">The name that ties rule and twin together; it is not part of the CRD.</param>
/// <param name="expression">True when the value, <c>self</c>, is accepted. Its cost must be bounded: see the limits of what it reads.</param>
/// <param name="message">What is wrong and what to do, for a user who sees nothing else.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Property, AllowMultiple = true)]
public sealed class RuleAttribute(string id, string expression, string message) : Attribute
{
    /// <summary>The id of rule and twin.</summary>
    public string Id { get; } = id;

    /// <summary>The CEL expression.</summary>
    public string Expression { get; } = expression;

    /// <summary>The message of rule and twin.</summary>
    public string Message { get; } = message;

    /// <summary>The field to blame, relative to <c>self</c>, such as <c>.timeoutSeconds</c>; empty for <c>self</c>.</summary>
    public string FieldPath { get; init; } = "";
}
