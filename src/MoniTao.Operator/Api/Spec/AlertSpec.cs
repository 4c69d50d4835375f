using System.ComponentModel.DataAnnotations;
using MoniTao.Operator.Api.Schema;

namespace MoniTao.Operator.Api.Spec;

/// <summary>What an alert about this monitor carries.</summary>
public sealed record AlertSpec
{
    /// <summary>The label <c>severity</c> of the alert, in your own vocabulary.</summary>
    [StringLength(63, MinimumLength = 1)]
    [RegularExpression("^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$", ErrorMessage = "a severity is a word, such as critical or warning")]
    public string Severity { get; init; } = "critical";

    /// <summary>More labels of the alert: names as Prometheus takes them, at most 16.</summary>
    [MaxLength(16)]
    [Items(256)]
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>A page that tells what to do. Empty: the page of the reason.</summary>
    [StringLength(2048)]
    [RegularExpression(@"^(https?://\S+)?$", ErrorMessage = "runbookUrl must start with http:// or https://")]
    public string RunbookUrl { get; init; } = "";
}
