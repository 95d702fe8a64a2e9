using System.Text;
using Galion.NexusLang.Diagnostics;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.NexusLang;

/// <summary>
/// Entries that build on each other, as in a REPL. Each runs after all before it, whose output is not shown again and whose input is given
/// again, so that values are as the entries left them; random numbers begin from the same seed each time.
/// </summary>
public sealed class NexusSession(INexusHost host)
{
    private readonly StringBuilder _accepted = new();
    private readonly List<int> _ends = [];
    private readonly ReplayHost _host = new(host);

    /// <summary>The entries that ran, one after the other.</summary>
    public string Text => _accepted.ToString();

    /// <summary>Runs an entry; when it has errors or fails, it leaves nothing behind.</summary>
    public SessionResult Run(string entry, RunLimits limits, CancellationToken cancellation = default)
    {
        int start = _accepted.Length;
        int end = start + entry.Length + 1;
        var program = NexusProgram.ReadEntries(_accepted + entry + "\n", [.. _ends, end], _host);
        Diagnostic[] diagnostics = [.. program.Diagnostics.Where(d => d.Span.End >= start)];
        if (program.HasErrors)
        {
            return new SessionResult(diagnostics, null, HasEnded: false);
        }

        _host.Begin();
        RunResult run = program.Run(_host, limits, cancellation);
        if (run.Error is null)
        {
            _accepted.Append(entry).Append('\n');
            _ends.Add(end);
            _host.Accept();
        }

        return new SessionResult(diagnostics, run, run.HasExited);
    }

    /// <summary>Hides what earlier entries print and gives them the input that they had.</summary>
    private sealed class ReplayHost(INexusHost host) : INexusHost
    {
        private readonly List<object?> _answers = [];
        private int _next;
        private int _accepted;
        private long _hidden;
        private long _written;
        private int _hiddenAssets;
        private int _shownAssets;

        internal void Begin()
        {
            _answers.RemoveRange(_accepted, _answers.Count - _accepted);
            (_next, _written, _shownAssets) = (0, 0, 0);
        }

        internal void Accept()
        {
            (_hidden, _hiddenAssets) = (_written, _shownAssets);
            _accepted = _answers.Count;
        }

        public void Write(string text)
        {
            int hidden = (int)Math.Clamp(_hidden - _written, 0, text.Length);
            _written += text.Length;
            if (hidden < text.Length)
            {
                host.Write(text[hidden..]);
            }
        }

        private async ValueTask<T> Replay<T>(Func<ValueTask<T>> ask)
        {
            if (_next < _answers.Count)
            {
                return (T)_answers[_next++]!;
            }

            T answer = await ask();
            _answers.Add(answer);
            _next++;
            return answer;
        }

        public ValueTask<string?> ReadLineAsync(string prompt, CancellationToken cancellation) =>
            Replay(() => host.ReadLineAsync(prompt, cancellation));

        public ValueTask<IReadOnlyList<KnowledgeEntry>> SearchKnowledgeAsync(KnowledgeQuery query, CancellationToken cancellation) =>
            Replay(() => host.SearchKnowledgeAsync(query, cancellation));

        public ValueTask<IReadOnlyList<string>> RelatedTopicsAsync(string topic, CancellationToken cancellation) =>
            Replay(() => host.RelatedTopicsAsync(topic, cancellation));

        public ValueTask<KnowledgeEntry?> FindKnowledgeAsync(string id, CancellationToken cancellation) =>
            Replay(() => host.FindKnowledgeAsync(id, cancellation));

        public ValueTask<HostAnswer> SayAsync(SpeechRequest request, CancellationToken cancellation) => Replay(() => host.SayAsync(request, cancellation));

        public ValueTask<HostAnswer> ListenAsync(ListenRequest request, CancellationToken cancellation) =>
            Replay(() => host.ListenAsync(request, cancellation));

        public ValueTask<HostAnswer> AskAsync(AskRequest request, CancellationToken cancellation) => Replay(() => host.AskAsync(request, cancellation));

        public ValueTask<HostAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellation) =>
            Replay(() => host.GenerateAsync(request, cancellation));

        public string? ReadModule(string path) => host.ReadModule(path);

        public void Show(OutputAsset asset)
        {
            if (_shownAssets++ >= _hiddenAssets)
            {
                host.Show(asset);
            }
        }

        public ValueTask<byte[]?> LoadModelAsync(string name, CancellationToken cancellation) =>
            Replay(() => host.LoadModelAsync(name, cancellation));

        public async ValueTask SaveModelAsync(string name, byte[] data, CancellationToken cancellation) => await Replay(async () =>
        {
            await host.SaveModelAsync(name, data, cancellation);
            return true;
        });
    }
}

/// <param name="Run">Null when the entry has errors.</param>
/// <param name="HasEnded">Whether the entry called <c>exit</c>.</param>
public sealed record SessionResult(IReadOnlyList<Diagnostic> Diagnostics, RunResult? Run, bool HasEnded);
