using System.Text;
using System.Text.Json;
using CsCheck;
using MoniTao.Operator.Runtime.Tests.Support;
using MoniTao.Operator.Runtime.Watching;

namespace MoniTao.Operator.Runtime.Tests.Fuzz;

/// <summary>What a server, or a proxy in its place, may say on a watch.</summary>
public sealed class WatchLineProperties
{
    private const int LongestLine = 1000;

    private static readonly Gen<string> Lines = Mutations.OfText(
        [
            $$"""{"type":"ADDED","object":{{WidgetJson.Of("a", 5).ToJsonString()}}}""",
            """{"type":"DELETED","object":{"metadata":{"name":"a","namespace":"web","resourceVersion":"7"}}}""",
            """{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}""",
            """{"type":"ERROR","object":{"code":410,"message":"too old"}}""",
        ],
        "\\ud800", "\\u0000", "null", "[]", "{}", "1e999", "-0", "\"\"", "\"metadata\":", "\"name\":1,", "\"name\":\"\\udc00\",", "\"\\ud800\":1,", "[[[[[[[[", "true");

    [Fact]
    public void Every_object_is_decoded_or_has_an_error() => Property.Holds(Lines, line =>
    {
        if (Parse(line) is not { } json)
            return;
        using (json)
        {
            var item = EntityDecoder.Child(json.RootElement, "object");
            _ = EntityDecoder.Text(json.RootElement, "type");
            _ = EntityDecoder.Text(EntityDecoder.Child(item, "metadata"), "resourceVersion");
            var decoded = EntityDecoder.Decode<Widget>(item);
            Assert.Equal(decoded.Entity is null, decoded.Error is not null);
            Assert.True(decoded.Key is not null || decoded.Error is not null);
        }
    }, tries: 5000);

    [Fact]
    public Task Lines_are_the_same_in_whatever_pieces_they_come() => Property.HoldsAsync(
        Gen.Select(Lines.Array[0, 5], Gen.Int[1, 700], Gen.Bool), async input =>
        {
            var (lines, piece, ends) = input;
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + (ends ? "\n" : ""));
            var expected = Encoding.UTF8.GetString(bytes).Split('\n')[..^1]; // a last line without its end is cut off
            using var reader = new LineReader(new Pieces(bytes, piece), LongestLine);
            var seen = new List<string>();
            var tooLong = false;
            try
            {
                while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
                    seen.Add(Encoding.UTF8.GetString(line.Span));
            }
            catch (LineTooLongException)
            {
                tooLong = true;
            }

            Assert.Equal(expected.Take(seen.Count), seen);
            Assert.All(seen, line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, LongestLine));
            Assert.True(tooLong ? Encoding.UTF8.GetString(bytes).Split('\n').Any(l => Encoding.UTF8.GetByteCount(l) > LongestLine) : seen.Count == expected.Length);
        }, tries: 1500);

    private static JsonDocument? Parse(string line)
    {
        try
        {
            return JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            return null; // the watch begins anew
        }
    }

    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
