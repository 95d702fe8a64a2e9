using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Galion.Benchmarks.NexusLang;

/// <summary>
/// How long an editor waits for completion in a file of 5,000 lines while a person types: from the moment at which the changed text and the
/// request are sent to the whole answer. <c>nexus lsp</c> beside TypeScript's tsserver with the same program, both as processes.
/// </summary>
internal static class EditingBenchmark
{
    private const int Lines = 5_000;
    private const int LinesOfFunction = 10;
    private const int WarmUp = 40;

    internal static async Task RunAsync(int rounds)
    {
        Console.WriteLine($"editing: {Measurements.Machine()}; {Lines:N0} lines, {rounds} completions after {WarmUp}, in ms");
        Console.WriteLine($"{"",-28}{"first",9}{"best",9}{"p50",9}{"p95",9}{"items",9}");
        string nexus = Path.Combine(AppContext.BaseDirectory, "..", "..", "Galion.NexusLang.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "nexus.dll");
        string? typescript = FindTypeScript();
        foreach ((string name, string typed) in new[] { ("of a name", "tot"), ("behind a dot", "item.") })
        {
            await using (var server = new Server("dotnet", nexus, "lsp"))
            {
                await MeasureAsync($"nexus lsp, {name}", rounds, new NexusEditor(server, Program(isTypeScript: false)), typed);
            }

            if (typescript is not null)
            {
                await using var server = new Server("node", typescript, "--suppressDiagnosticEvents");
                await MeasureAsync($"tsserver, {name}", rounds, new TypeScriptEditor(server, Program(isTypeScript: true)), typed);
            }
        }
    }

    private static async Task MeasureAsync(string name, int rounds, IEditor editor, string typed)
    {
        await editor.OpenAsync();
        List<double> times = [];
        int items = 0;
        for (int i = 0; i < rounds + WarmUp; i++)
        {
            // Another function is worked on each time, and what was typed is taken back afterwards.
            int line = ((i * 7 % (Lines / LinesOfFunction)) * LinesOfFunction) + 6;
            var clock = Stopwatch.StartNew();
            items = await editor.CompleteAsync(line, typed);
            times.Add(clock.Elapsed.TotalMilliseconds);
            await editor.UndoAsync(line, typed.Length);
        }

        double[] warm = [.. times.Skip(WarmUp)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-28}{times[0],9:0.0}{warm.Min(),9:0.0}{Measurements.Median(warm),9:0.0}{Measurements.Percentile(warm, 0.95),9:0.0}{items,9}"));
    }

    /// <summary>Functions with a loop, a struct or interface each ten of them, and an empty seventh line to type on.</summary>
    private static string Program(bool isTypeScript)
    {
        var text = new StringBuilder();
        for (int i = 0; i < Lines / LinesOfFunction; i++)
        {
            text.Append(isTypeScript
                ? $$"""
                interface Item{{i}} { label: string, cents: number }
                function total_{{i}}(items: Item{{i}}[], factor = 2): number {
                    let total = 0
                    for (const item of items) {
                        if (item.cents > {{i}}) { total += item.cents * factor }
                        const label = `${item.label} costs ${item.cents}`

                    }
                    return total + {{(i > 0 ? $"total_{i - 1}([], factor)" : "0")}}
                }

                """
                : $$"""
                struct Item{{i}} { label: string, cents: int }
                fn total_{{i}}(items: array<Item{{i}}>, factor = 2) {
                    let total = 0
                    for item in items {
                        if item.cents > {{i}} { total += item.cents * factor }
                        let label = f"{item.label} costs {item.cents}"

                    }
                    return total + {{(i > 0 ? $"total_{i - 1}([], factor)" : "0")}}
                }

                """);
        }

        return text.ToString();
    }

    private static string? FindTypeScript()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "node_modules", "typescript", "lib", "tsserver.js");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private interface IEditor
    {
        Task OpenAsync();

        /// <summary>Types at the start of a line, which counts from 0, and asks what could follow.</summary>
        /// <returns>The number of proposals.</returns>
        Task<int> CompleteAsync(int line, string typed);

        Task UndoAsync(int line, int length);
    }

    private sealed class NexusEditor(Server server, string text) : IEditor
    {
        private const string Uri = "file:///project/main.nx";

        /// <summary>Asks for the documentation of one proposal at a time, as editors do and tsserver always has it.</summary>
        private static readonly object Capabilities = new
        {
            textDocument = new { completion = new { completionItem = new { resolveSupport = new { properties = new[] { "detail", "documentation" } } } } },
        };

        private int _version = 1;
        private int _id;

        public async Task OpenAsync()
        {
            await server.SendAsync(Framed(new { jsonrpc = "2.0", id = ++_id, method = "initialize", @params = new { rootUri = "file:///project", capabilities = Capabilities } }));
            await server.ReadAsync(m => m.TryGetProperty("id", out _));
            await server.SendAsync(Framed(new { jsonrpc = "2.0", method = "textDocument/didOpen", @params = new { textDocument = new { uri = Uri, languageId = "nexus", version = 1, text } } }));
        }

        public async Task<int> CompleteAsync(int line, string typed)
        {
            await ChangeAsync(line, 0, typed);
            await server.SendAsync(Framed(new { jsonrpc = "2.0", id = ++_id, method = "textDocument/completion", @params = new { textDocument = new { uri = Uri }, position = new { line, character = typed.Length } } }));
            JsonElement answer = await server.ReadAsync(m => m.TryGetProperty("id", out JsonElement id) && id.GetInt32() == _id);
            return answer.GetProperty("result").GetProperty("items").GetArrayLength();
        }

        public Task UndoAsync(int line, int length) => ChangeAsync(line, length, "");

        private Task ChangeAsync(int line, int length, string text) => server.SendAsync(Framed(new
        {
            jsonrpc = "2.0",
            method = "textDocument/didChange",
            @params = new
            {
                textDocument = new { uri = Uri, version = ++_version },
                contentChanges = new[] { new { range = new { start = new { line, character = 0 }, end = new { line, character = length } }, text } },
            },
        }));

        private static string Framed(object message)
        {
            string json = JsonSerializer.Serialize(message);
            return $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}";
        }
    }

    private sealed class TypeScriptEditor(Server server, string text) : IEditor
    {
        private const string File = "/project/main.ts";
        private int _sequence;

        public Task OpenAsync() => SendAsync("open", new { file = File, fileContent = text, scriptKindName = "TS" });

        public async Task<int> CompleteAsync(int line, string typed)
        {
            await ChangeAsync(line, 0, typed);
            await SendAsync("completionInfo", new { file = File, line = line + 1, offset = typed.Length + 1 });
            JsonElement answer = await server.ReadAsync(m => m.TryGetProperty("request_seq", out JsonElement id) && id.GetInt32() == _sequence);
            return answer.GetProperty("body").GetProperty("entries").GetArrayLength();
        }

        public Task UndoAsync(int line, int length) => ChangeAsync(line, length, "");

        private Task ChangeAsync(int line, int length, string insertString) =>
            SendAsync("change", new { file = File, line = line + 1, offset = 1, endLine = line + 1, endOffset = length + 1, insertString });

        private Task SendAsync(string command, object arguments) =>
            server.SendAsync(JsonSerializer.Serialize(new { seq = ++_sequence, type = "request", command, arguments }) + "\n");
    }

    /// <summary>A process that reads messages and answers with a length before each.</summary>
    private sealed class Server : IAsyncDisposable
    {
        private readonly Process _process;

        internal Server(string program, params string[] arguments) =>
            _process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

        internal async Task SendAsync(string message)
        {
            await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(message));
            await _process.StandardInput.BaseStream.FlushAsync();
        }

        internal async Task<JsonElement> ReadAsync(Func<JsonElement, bool> isWanted)
        {
            Stream output = _process.StandardOutput.BaseStream;
            byte[] one = new byte[1];
            while (true)
            {
                int length = -1;
                var line = new StringBuilder();
                while (true)
                {
                    await output.ReadExactlyAsync(one);
                    if (one[0] != '\n')
                    {
                        line.Append((char)one[0]);
                        continue;
                    }

                    string header = line.ToString().Trim();
                    line.Clear();
                    if (header.StartsWith("Content-Length:", StringComparison.Ordinal))
                    {
                        length = int.Parse(header.AsSpan(15), CultureInfo.InvariantCulture);
                    }
                    else if (header.Length == 0 && length >= 0)
                    {
                        break;
                    }
                }

                byte[] body = new byte[length];
                await output.ReadExactlyAsync(body);
                using var message = JsonDocument.Parse(body);
                if (isWanted(message.RootElement))
                {
                    return message.RootElement.Clone();
                }
            }
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }
}
