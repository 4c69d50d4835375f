using System.CommandLine;
namespace MoniTao.Operator.Commands;
/// <summary>x</summary>
public static class RunCommand
{
    /// <summary>x</summary>
    public static Command Create() => new("run", "Monitor");
}
