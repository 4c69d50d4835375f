namespace MoniTao.Operator.Runtime.Tests.Support;

public enum WidgetColor
{
    Red,
    Green,
}
