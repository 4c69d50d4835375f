namespace MoniTao.Operator.Terminal;

/// <summary>A text and its style, such as <c>red</c>; plain screens leave the style out.</summary>
internal readonly record struct Cell(string Text, string? Style = null)
{
    public static implicit operator Cell(string text) => new(text);
}
