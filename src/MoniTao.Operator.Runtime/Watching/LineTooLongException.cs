namespace MoniTao.Operator.Runtime.Watching;

/// <summary>A line of the stream passed the limit; the stream cannot be read on.</summary>
public sealed class LineTooLongException(int maximumBytes) : Exception($"A line of the watch is longer than {maximumBytes} bytes.");
