namespace MoniTao.Operator.Runtime.Tests.Support;

public sealed class WidgetSpec
{
    public int Size { get; set; }

    public WidgetColor Color { get; set; }
}
