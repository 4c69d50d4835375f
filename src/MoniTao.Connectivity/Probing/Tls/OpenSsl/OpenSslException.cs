using System.Security.Authentication;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>
/// A failure within TLS. Its HResult is OpenSSL's packed error (ERR_get_error(3)), as in the exceptions of the framework: an
/// alert that the peer sent is read out of it by <see cref="NetworkFault"/>.
/// </summary>
internal sealed class OpenSslException : AuthenticationException
{
    public OpenSslException(ulong error)
        : base($"OpenSSL error {error:x8}") => HResult = unchecked((int)error);
}
