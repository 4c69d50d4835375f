namespace MoniTao.Operator.Sources;

/// <summary>An error within one document, before the file is known.</summary>
internal sealed record ManifestFault(int Line, int Column, string Path, string Message);
