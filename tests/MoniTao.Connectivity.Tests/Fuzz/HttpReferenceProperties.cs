using System.Globalization;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Http;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>What a probe reads of an answer is what the framework's own client reads.</summary>
public sealed class HttpReferenceProperties : IDisposable
{
    private static readonly HttpRequestOptionsKey<Stream> StreamKey = new("stream");

    private readonly HttpMessageInvoker _reference = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectCallback = static (context, _) => ValueTask.FromResult(context.InitialRequestMessage.Options.TryGetValue(StreamKey, out var stream) ? stream : Stream.Null),
    });

    private int _authority;

    public void Dispose() => _reference.Dispose();

    [Fact]
    public Task Answer_is_read_as_the_framework_reads_it() => Property.HoldsAsync(Gen.Select(HttpAnswers.Mutated, Gen.Enum<Ending>(), Gen.Int[1, 300]), async input =>
    {
        var (bytes, ending, piece) = input;
        var expected = await ReferenceAsync(new ScriptedStream(bytes, ending, piece));
        var actual = await ProbeAsync(new ScriptedStream(bytes, ending, piece));
        // the framework takes what is no length for none, and of several the first; where such a body ends is a guess (RFC 9112, 6.3)
        var answer = Encoding.Latin1.GetString(bytes);
        if (actual is (not null, null) && expected.Status == actual.Status && HasBadLength(answer))
            return;
        // the framework looks at the header names of the last head alone
        if (actual is (null, null) && answer.StartsWith("HTTP/1.1 103", StringComparison.Ordinal))
            return;
        // what follows is no HTTP any more (RFC 9110, 15.2.2): the framework reads it to its end, a probe does not
        if ((expected.Status, actual) is (101, (101, 0)))
            return;
        Assert.True(expected == actual, $"{JsonSerializer.Serialize(answer)}\nexpected {expected}, was {actual}");
    }, tries: 3000);

    private static bool HasBadLength(string answer) =>
        Regex.Matches(answer, "(?<=\\nContent-Length:)[^\\n]*(\\n[ \\t][^\\n]*)*", RegexOptions.IgnoreCase).Select(match => match.Value.Trim()).Distinct().ToList() is var lengths
        && (lengths.Count > 1 || !lengths.TrueForAll(length => long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out _)));

    private async Task<(int? Status, long? Body)> ReferenceAsync(ScriptedStream stream)
    {
        int? status = null;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://p{Interlocked.Increment(ref _authority)}.invalid/");
            request.Options.Set(StreamKey, stream);
            using var response = await _reference.SendAsync(request, CancellationToken.None);
            status = (int)response.StatusCode;
            var body = new BodyReader(null);
            await body.ReadAsync(await response.Content.ReadAsStreamAsync(), CancellationToken.None);
            return (status, body.Bytes);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (status, null);
        }
    }

    private static async Task<(int? Status, long? Body)> ProbeAsync(ScriptedStream stream)
    {
        using var deadline = Make.Deadline(20);
        var facts = await new HttpStage(TimeProvider.System).RunAsync(stream, Make.Target("http://shop.lab.test/"), new HttpOptions { FollowRedirects = false }, sameOrigin: true, deadline);
        return (facts.Status, facts.Phase == HttpPhase.Complete ? facts.BodyBytes : null);
    }
}
