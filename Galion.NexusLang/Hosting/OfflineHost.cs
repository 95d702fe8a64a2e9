namespace Galion.NexusLang.Hosting;

/// <summary>
/// Runs programs without the platform: texts instead of voices, a handful of built-in facts instead of the knowledge base, and a plain
/// refusal where nothing useful can be done offline. The first use of each is labelled on <paramref name="notices"/>.
/// </summary>
/// <param name="folder">Where imported files are looked for; null imports none.</param>
/// <param name="notices">Takes the labels; null drops them.</param>
/// <param name="workFolder">Where plots and models are written; without one models live as long as the host and plots are dropped.</param>
public sealed class OfflineHost(
    TextWriter output, TextReader input, string? folder = null, TextWriter? notices = null, string? workFolder = null) : INexusHost
{
    private readonly OfflineFiles _files = new(workFolder);
    private readonly HashSet<string> _noticed = [];

    public void Write(string text)
    {
        output.Write(text);
        output.Flush();
    }

    // On a thread of its own, so that a run that waits for its person can be ended.
    public ValueTask<string?> ReadLineAsync(string prompt, CancellationToken cancellation) =>
        new(Task.Run(input.ReadLine, cancellation).WaitAsync(cancellation));

    public ValueTask<IReadOnlyList<KnowledgeEntry>> SearchKnowledgeAsync(KnowledgeQuery query, CancellationToken cancellation)
    {
        Notice("knowledge", "knowledge() searches a few built-in entries");
        return ValueTask.FromResult<IReadOnlyList<KnowledgeEntry>>(
        [
            .. OfflineKnowledge.Search(query.Text)
                .Where(e => query.Verified is null || e.Verified == query.Verified)
                .Where(e => query.Tags.Count == 0 || query.Tags.Any(t => e.Tags.Contains(t, StringComparer.OrdinalIgnoreCase)))
                .Take(query.Limit),
        ]);
    }

    public ValueTask<IReadOnlyList<string>> RelatedTopicsAsync(string topic, CancellationToken cancellation)
    {
        Notice("knowledge", "knowledge_related() knows a few built-in topics");
        return ValueTask.FromResult(OfflineKnowledge.Related(topic));
    }

    public ValueTask<KnowledgeEntry?> FindKnowledgeAsync(string id, CancellationToken cancellation) =>
        ValueTask.FromResult(OfflineKnowledge.Find(id));

    public ValueTask<HostAnswer> SayAsync(SpeechRequest request, CancellationToken cancellation)
    {
        Notice("say", "say() shows its text instead of speaking");
        Write(request.Emotion is null ? $"AI: {request.Text}\n" : $"AI [{request.Emotion}]: {request.Text}\n");
        return ValueTask.FromResult(new HostAnswer(null));
    }

    public async ValueTask<HostAnswer> ListenAsync(ListenRequest request, CancellationToken cancellation)
    {
        Notice("listen", "listen() reads a line of input");
        return new HostAnswer(await ReadLineAsync("", cancellation));
    }

    public ValueTask<HostAnswer> AskAsync(AskRequest request, CancellationToken cancellation) =>
        throw new NexusHostException("ask() needs the platform: there is no language model offline. Run the program there, or catch this error.");

    public ValueTask<HostAnswer> GenerateAsync(GenerationRequest request, CancellationToken cancellation) =>
        throw new NexusHostException(
            $"generate_{request.Kind}() needs the platform: nothing can be generated offline. Run the program there, or catch this error.");

    public string? ReadModule(string path)
    {
        if (folder is null)
        {
            return null;
        }

        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        string file = Path.GetFullPath(Path.Combine(root, path));
        return file.StartsWith(root, StringComparison.Ordinal) && File.Exists(file) ? File.ReadAllText(file) : null;
    }

    public void Show(OutputAsset asset)
    {
        if (_files.Write(asset.Name, asset.Data.Span) is { } path)
        {
            notices?.WriteLine($"written: {path}");
        }
        else
        {
            Notice("show", "pictures need a folder to be written to and are dropped");
        }
    }

    public ValueTask<byte[]?> LoadModelAsync(string name, CancellationToken cancellation) =>
        ValueTask.FromResult(_files.ReadModel(name));

    public ValueTask SaveModelAsync(string name, byte[] data, CancellationToken cancellation)
    {
        _files.WriteModel(name, data);
        return ValueTask.CompletedTask;
    }

    private void Notice(string capability, string text)
    {
        if (notices is not null && _noticed.Add(capability))
        {
            notices.WriteLine($"offline: {text}.");
        }
    }
}
