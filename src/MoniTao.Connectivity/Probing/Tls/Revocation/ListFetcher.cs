using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Probing.Tls.Revocation;

/// <summary>
/// Fetches a list over plain HTTP through the same door as every probe: the monitor's resolver, addresses that a host can have,
/// no proxy, no redirect, no credentials, bounded in time and size.
/// </summary>
internal sealed class ListFetcher(DnsStage dns, ConnectStage connect, TimeProvider time)
{
    private const int MaximumBytes = 2 * 1024 * 1024;

    /// <summary>The bytes, or why there are none.</summary>
    public async Task<(byte[]? List, string Problem)> FetchAsync(string url, DnsOptions options, Deadline deadline)
    {
        if (!TargetParser.TryParse(url, out var target, out _) || target.Scheme != TargetScheme.Http)
            return (null, "its address can't be used");
        try
        {
            var resolved = await dns.RunAsync(target, options with { ExpectedAddresses = [] }, deadline).ConfigureAwait(false);
            var (_, socket) = await connect.RunAsync(resolved.Addresses, target.Port, deadline).ConfigureAwait(false);
            if (socket is null)
                return (null, "its server can't be reached");
            await using var stream = new ProbeStream(socket, time);
            using var reader = new HttpReader(stream);
            var request = new HttpOptions();
            await stream.WriteAsync(HttpRequestWriter.Write(request, target, sameOrigin: false), deadline.Token).ConfigureAwait(false);
            var head = await HttpHead.ReadAsync(reader, deadline.Token).ConfigureAwait(false);
            return request.Expects(head.Status)
                ? await ReadAsync(HttpBody.Of(head, reader, request.Method), deadline.Token).ConfigureAwait(false)
                : (null, $"its server answers with status {head.Status}");
        }
#pragma warning disable CA1031 // whatever that server makes the parser throw, there is no list
        catch (Exception)
        {
            return (null, deadline.Token.IsCancellationRequested ? "its server is too slow" : "its server breaks off");
        }
#pragma warning restore CA1031
    }

    private static async Task<(byte[]? List, string Problem)> ReadAsync(Stream body, CancellationToken cancellation)
    {
        var list = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            if (list.Length + read > MaximumBytes)
                return (null, $"it is larger than {MaximumBytes / (1024 * 1024)} MiB");
            list.Write(buffer, 0, read);
        }

        return (list.ToArray(), "");
    }
}
