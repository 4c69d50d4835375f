using System.Text;

namespace MoniTao.FaultLab.Tests;

/// <summary>How a stream of bytes ended.</summary>
internal enum WireEnd
{
    Open,
    Fin,
    Reset,
}

/// <summary>What a server sent and how it stopped.</summary>
internal sealed record WireAnswer(byte[] Bytes, WireEnd End)
{
    public string Text => Encoding.ASCII.GetString(Bytes);

    public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}
