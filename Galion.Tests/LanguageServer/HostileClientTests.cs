using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Galion.NexusLang.LanguageServer;

namespace Galion.Tests.LanguageServer;

/// <summary>Editors that break the rules: each gets a typed error, and nothing that they send ends the server but a broken channel.</summary>
public sealed class HostileClientTests
{
    private const string Initialize = """{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"rootUri":"file:///project"}}""";
    private const string Shutdown = """{"jsonrpc":"2.0","id":9999,"method":"shutdown"}""";
    private const string Exit = """{"jsonrpc":"2.0","method":"exit"}""";
    private const string Open =
        """{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///project/a.nx","version":1,"languageId":"nexus","text":"let a = 1\nprint(a)\n"}}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("{", -32700)]
    [InlineData("", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("3", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\ud800"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"no/such"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":[]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":null}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///project/a.nx"},"position":{"line":1e99,"character":0}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":"file:///project/none.nx"},"position":{"line":0,"character":0}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/rename","params":{"textDocument":{"uri":"file:///project/a.nx"},"position":{"line":0,"character":4},"newName":null}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"textDocument/inlayHint","params":{"textDocument":{"uri":"file:///project/a.nx"}}}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}""", -32600)]
    public async Task A_message_that_means_nothing_is_answered_with_its_error(string message, int code)
    {
        (int exitCode, List<JsonElement> answers) = await TalkAsync([Initialize, Open, message, Shutdown, Exit]);

        Assert.Equal(0, exitCode);
        JsonElement answer = Assert.Single(answers, a => a.TryGetProperty("error", out _));
        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetInt32());
        Assert.NotEmpty(answer.GetProperty("error").GetProperty("message").GetString()!);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didChange"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":null,"text":null}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///project/a.nx"},"contentChanges":[{"text":null}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///project/a.nx"},"contentChanges":[{"range":{"start":{"line":9,"character":-4},"end":{"line":-1,"character":2147483647}},"text":"\ud800"}]}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":3}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{"a":1}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"no/such"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":null}""")]
    public async Task A_notification_that_means_nothing_is_passed_over(string message)
    {
        (int exitCode, List<JsonElement> answers) = await TalkAsync([Initialize, Open, message, Shutdown, Exit]);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(answers, a => a.TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("Content-Length: nonsense\r\n\r\n{}")]
    [InlineData("Content-Type: text\r\n\r\n{}")]
    [InlineData("Content-Length: -5\r\n\r\n{}")]
    [InlineData("no header at all\r\n\r\n")]
    public async Task A_broken_header_ends_the_connection_with_an_error(string broken)
    {
        (int exitCode, List<JsonElement> answers) = await SendAsync(Encoding.UTF8.GetBytes(Framed(Initialize) + broken + Framed(Shutdown)));

        Assert.Equal(1, exitCode);
        Assert.Equal(-32700, answers[^1].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_header_without_end_ends_the_connection_with_an_error()
    {
        (int exitCode, List<JsonElement> answers) = await SendAsync(Encoding.UTF8.GetBytes(new string('x', 100_000)));

        Assert.Equal(1, exitCode);
        Assert.Equal(-32700, Assert.Single(answers).GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_huge_message_is_passed_over_and_the_next_one_answered()
    {
        string huge = $$"""{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":"{{new string('x', 3 << 20)}}"}""";

        (int exitCode, List<JsonElement> answers) = await TalkAsync([Initialize, huge, Shutdown, Exit], new LanguageServerOptions { MaxMessageBytes = 1 << 20 });

        Assert.Equal(0, exitCode);
        Assert.Equal(3, answers.Count);
        Assert.Equal(-32600, answers[1].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_message_nested_beyond_measure_is_not_read()
    {
        (int exitCode, List<JsonElement> answers) = await TalkAsync([Initialize, new string('[', 100_000), Shutdown, Exit]);

        Assert.Equal(0, exitCode);
        Assert.Equal(-32700, answers[1].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task After_shutdown_every_request_is_refused()
    {
        (int exitCode, List<JsonElement> answers) = await TalkAsync([Initialize, Shutdown, """{"jsonrpc":"2.0","id":1,"method":"workspace/symbol","params":{"query":""}}""", Exit]);

        Assert.Equal(0, exitCode);
        Assert.Equal(-32600, answers[^1].GetProperty("error").GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Before_initialize_every_request_is_refused()
    {
        (int exitCode, List<JsonElement> answers) = await TalkAsync(["""{"jsonrpc":"2.0","id":"a","method":"workspace/symbol","params":{"query":""}}"""]);

        Assert.Equal(1, exitCode);
        Assert.Equal(-32002, Assert.Single(answers).GetProperty("error").GetProperty("code").GetInt32());
        Assert.Equal("a", answers[0].GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_message_that_breaks_off_ends_the_connection()
    {
        (int exitCode, List<JsonElement> answers) = await SendAsync(Encoding.UTF8.GetBytes(Framed(Initialize) + "Content-Length: 500\r\n\r\n{\"jsonrpc\""));

        Assert.Equal(1, exitCode);
        Assert.Single(answers);
    }

    [Fact]
    public async Task Requests_without_end_are_each_answered_once()
    {
        string[] flood = [.. Enumerable.Range(1, 2000).Select(i =>
            $$$"""{"jsonrpc":"2.0","id":{{{i}}},"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///project/a.nx"},"position":{"line":1,"character":6} }}""")];
        string[] cancels = [.. Enumerable.Range(1, 2000).Select(i => $$$"""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{{{i}}}}}""")];

        (int exitCode, List<JsonElement> answers) = await TalkAsync([Initialize, Open, .. flood.Zip(cancels).SelectMany(p => new[] { p.First, p.Second }), Shutdown], isPatient: true);

        Assert.Equal(0, exitCode);
        Assert.Equal(
            Enumerable.Range(1, 2000),
            answers.Where(a => a.TryGetProperty("id", out JsonElement id) && id.GetInt32() is > 0 and <= 2000).Select(a => a.GetProperty("id").GetInt32()).Order());
        Assert.All(
            answers.Where(a => a.TryGetProperty("error", out _)),
            a => Assert.True(a.GetProperty("error").GetProperty("code").GetInt32() is -32800 or -32802, a.ToString()));
    }

    private static readonly string[] Scraps =
    [
        "fn f(a, b = 2) {\n", "}\n", "let x = [1, 2]\n", "x.", "(", ")", "match x {\n A => 1,\n", "enum A { B(c) }\n", "struct S { a: int }\n", "S { a", "\"", "f\"{x", "import math\n", "math.", "//", "😀", "|> f(", "\n",
    ];

    [Fact]
    public async Task An_editor_that_cannot_ask_for_more_gets_all_about_a_proposal_at_once()
    {
        (_, List<JsonElement> answers) = await TalkAsync(
            [Initialize, Open, """{"jsonrpc":"2.0","id":7,"method":"textDocument/completion","params":{"textDocument":{"uri":"file:///project/a.nx"},"position":{"line":1,"character":2} }}""", Shutdown],
            isPatient: true);

        JsonElement[] items = [.. answers.Single(a => a.TryGetProperty("id", out JsonElement id) && id.GetInt32() == 7).GetProperty("result").GetProperty("items").EnumerateArray()];
        Assert.Contains(items, i => i.TryGetProperty("detail", out _) && i.TryGetProperty("documentation", out _));
        Assert.DoesNotContain(items, i => i.TryGetProperty("data", out _));
    }

    [Fact]
    public async Task After_random_changes_everything_is_answered_as_for_the_whole_text_at_once()
    {
        string[] asked = ["documentSymbol", "semanticTokens/full", "foldingRange", "inlayHint", "formatting", "completion", "codeAction"];
        var random = new Random(6);
        for (int session = 0; session < 6; session++)
        {
            string text = "let a = 1\nfn f(a, b = 2) {\n    return a + b\n}\nprint(f(a, b=3))\n";
            List<string> messages = [Initialize, Opened(text)];
            for (int version = 2; version <= 60; version++)
            {
                int from = Whole(text, random.Next(text.Length + 1));
                int to = Whole(text, Math.Min(text.Length, from + random.Next(8)));
                string fresh = Scraps[random.Next(Scraps.Length)];
                messages.Add($$$"""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///project/a.nx","version":{{{version}}} },"contentChanges":[{"range":{"start":{{{PlaceOf(text, from)}}},"end":{{{PlaceOf(text, to)}}} },"text":{{{JsonSerializer.Serialize(fresh)}}}}]}}""");
                text = string.Concat(text.AsSpan(0, from), fresh, text.AsSpan(to));
            }

            string place = PlaceOf(text, random.Next(text.Length + 1));
            string[] questions = [.. asked.Select((method, i) =>
                $$$"""{"jsonrpc":"2.0","id":{{{i + 1}}},"method":"textDocument/{{{method}}}","params":{"textDocument":{"uri":"file:///project/a.nx"},"position":{{{place}}},"range":{"start":{"line":0,"character":0},"end":{"line":999,"character":0}},"context":{"diagnostics":[]} }}""")];

            (_, List<JsonElement> changed) = await TalkAsync([.. messages, .. questions, Shutdown], isPatient: true);
            (_, List<JsonElement> whole) = await TalkAsync([Initialize, Opened(text), .. questions, Shutdown], isPatient: true);

            Assert.Equal(Answered(whole), Answered(changed));
        }

        static string Opened(string text) =>
            $$$"""{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///project/a.nx","languageId":"nexus","version":1,"text":{{{JsonSerializer.Serialize(text)}}} } } }""";

        // Between the halves of a pair is no place that an editor names.
        static int Whole(string text, int offset) => offset > 0 && offset < text.Length && char.IsLowSurrogate(text[offset]) ? offset - 1 : offset;

        static string PlaceOf(string text, int offset)
        {
            string before = text[..offset];
            return $$"""{"line":{{before.Count(c => c == '\n')}},"character":{{offset - (before.LastIndexOf('\n') + 1)}}}""";
        }

        static string[] Answered(List<JsonElement> answers) =>
            [.. answers.Where(a => a.TryGetProperty("id", out JsonElement id) && id.GetInt32() is > 0 and < 100).OrderBy(a => a.GetProperty("id").GetInt32()).Select(a => a.GetRawText())];
    }

    [Fact]
    public async Task Random_changes_and_requests_never_fail_inside()
    {
        string[] methods =
        [
            "completion", "hover", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename", "documentSymbol", "semanticTokens/full",
            "foldingRange", "codeAction", "inlayHint", "formatting",
        ];
        var random = new Random(5);
        List<string> messages = [Initialize, Open];
        for (int i = 1001; i <= 1600; i++)
        {
            int line = random.Next(12);
            string place = $$"""{"line":{{line}},"character":{{random.Next(12)}}}""";
            string range = $$$"""{"start":{{{place}}},"end":{"line":{{{line + random.Next(2)}}},"character":{{{random.Next(12)}}}}}""";
            string document = $$"""{"uri":"file:///project/a.nx","version":{{i}} }""";
            messages.Add(i % 3 == 0
                ? $$$"""{"jsonrpc":"2.0","id":{{{i}}},"method":"textDocument/{{{methods[random.Next(methods.Length)]}}}","params":{"textDocument":{{{document}}},"position":{{{place}}},"range":{{{range}}},"context":{"includeDeclaration":true} }}"""
                : $$$"""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{{{document}}},"contentChanges":[{"range":{{{range}}},"text":{{{JsonSerializer.Serialize(Scraps[random.Next(Scraps.Length)])}}}}]}}""");
        }

        (_, List<JsonElement> answers) = await TalkAsync([.. messages, Shutdown], isPatient: true);

        Assert.Equal(200, answers.Count(a => a.TryGetProperty("id", out JsonElement id) && id.GetInt32() is > 1000 and <= 1600));
        Assert.DoesNotContain(answers, a => a.TryGetProperty("error", out JsonElement error) && error.GetProperty("code").GetInt32() is -32603 or -32602);
    }

    private static string Framed(string message) => $"Content-Length: {Encoding.UTF8.GetByteCount(message)}\r\n\r\n{message}";

    /// <param name="isPatient">Waits for the answer to the last request before the input ends.</param>
    private static Task<(int ExitCode, List<JsonElement> Answers)> TalkAsync(IEnumerable<string> messages, LanguageServerOptions? options = null, bool isPatient = false) =>
        SendAsync(Encoding.UTF8.GetBytes(string.Concat(messages.Select(Framed))), options, isPatient);

    private static async Task<(int ExitCode, List<JsonElement> Answers)> SendAsync(byte[] sent, LanguageServerOptions? options = null, bool isPatient = false)
    {
        var input = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        using var output = new Recorder();
        Task<int> serving = Galion.NexusLang.LanguageServer.LanguageServer.ServeAsync(
            input.Reader.AsStream(), output, options ?? new LanguageServerOptions { MaxPendingRequests = 4000 }, Token);
        await input.Writer.WriteAsync(sent, Token);
        while (isPatient && !serving.IsCompleted && Read(output.Written()).Count(a => a.TryGetProperty("id", out _)) < CountOfRequests(sent))
        {
            await Task.Delay(20, Token);
        }

        await input.Writer.CompleteAsync();
        int exitCode = await serving;
        return (exitCode, Read(output.Written()));
    }

    /// <summary>Can be looked at while it is written.</summary>
    private sealed class Recorder : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            lock (this)
            {
                Write(buffer.Span);
            }

            return ValueTask.CompletedTask;
        }

        public byte[] Written()
        {
            lock (this)
            {
                return ToArray();
            }
        }
    }

    private static int CountOfRequests(byte[] sent) => Read(sent).Count(m => m.TryGetProperty("id", out _) && m.TryGetProperty("method", out _));

    /// <summary>The whole messages in what was written.</summary>
    private static List<JsonElement> Read(byte[] written)
    {
        List<JsonElement> messages = [];
        int at = 0;
        while (written.AsSpan(at).IndexOf("\r\n\r\n"u8) is var end and >= 0)
        {
            int length = int.Parse(Encoding.ASCII.GetString(written, at, end).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            at += end + 4;
            if (at + length > written.Length)
            {
                break;
            }

            messages.Add(JsonDocument.Parse(written.AsMemory(at, length)).RootElement.Clone());
            at += length;
        }

        return messages;
    }
}
