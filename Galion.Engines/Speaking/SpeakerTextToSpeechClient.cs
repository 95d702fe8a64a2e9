using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Galion.Engines.Audio;
using Galion.Engines.Options;
using Galion.Engines.Programs;
using Galion.Engines.Speaking.Hosting;
using Galion.Engines.Speaking.Sound;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Speaking;

/// <summary>
/// Speaks a text with espeak-ng, sentence by sentence: numbers, dates, money, addresses and abbreviations as people say them (English and
/// Polish), feelings, scripts with several voices, SSML, chapters, takes, and the exact time of every word. The same text, options and seed give
/// the same file wherever espeak-ng is the same version. Keeps its speech processes between requests; dispose of it when it is no longer needed.
/// </summary>
public sealed class SpeakerTextToSpeechClient : ITextToSpeechClient
{
    public const string ModelId = "galion/speaker";
    public const int EngineVersion = 5;

    /// <summary>Characters of a request.</summary>
    public const int MaxTextLength = 100_000;

    private static readonly TextToSpeechClientMetadata Metadata = new("galion", defaultModelId: ModelId);

    private readonly SpeechPool _pool;
    private readonly SemaphoreSlim _listing = new(1, 1);
    private VoiceBook? _voices;

    /// <param name="maxThreads">How many sentences are spoken at once; null for one per core, at most four.</param>
    public SpeakerTextToSpeechClient(int? maxThreads = null)
        : this(maxThreads, [])
    {
    }

    internal SpeakerTextToSpeechClient(int? maxThreads, IReadOnlyList<string> libraries) =>
        _pool = new SpeechPool(Math.Max(1, maxThreads ?? Math.Min(4, Environment.ProcessorCount)), libraries);

    /// <summary>What the additional properties of a request may have.</summary>
    public static IReadOnlyList<EngineOption> Options => SpeakerOptions.All;

    /// <summary>The voices of the installed espeak-ng: first the languages, then the timbres, which go with every language.</summary>
    /// <exception cref="MissingProgramException">espeak-ng is not installed.</exception>
    public async Task<IReadOnlyList<SpeakerVoice>> GetVoicesAsync(CancellationToken cancellationToken = default) =>
        (await VoicesAsync(cancellationToken)).Voices;

    /// <summary>
    /// Speaks all of a text. The first content is the sound, the others are the timings asked for; each has a <c>name</c>, and the first
    /// <c>recipe</c>, <c>duration_ms</c>, <c>loudness_lufs</c> and <c>sentences</c> among its additional properties.
    /// </summary>
    /// <param name="text">At most 100,000 characters: plain text, Markdown, a script or SSML.</param>
    /// <exception cref="ArgumentException">The text, its markup or an option is wrong; the message is for people.</exception>
    /// <exception cref="MissingProgramException">espeak-ng, or for anything but WAV ffmpeg, is not installed.</exception>
    public Task<TextToSpeechResponse> GetAudioAsync(string text, TextToSpeechOptions? options = null, CancellationToken cancellationToken = default)
    {
        var job = new SpeechJob(Check(text), SpeakerOptions.Read(options), _pool);
        return Task.Run(async () => await job.RunAsync(await VoicesAsync(cancellationToken), onSentence: null, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Speaks sentence by sentence: each arrives as a WAV file of its own as soon as it is spoken, with its words and their times; the last update
    /// of sound is the whole file, as <see cref="GetAudioAsync"/> gives it. The level of the single sentences is a first guess, that of the file is exact.
    /// </summary>
    /// <inheritdoc cref="GetAudioAsync"/>
    public async IAsyncEnumerable<TextToSpeechResponseUpdate> GetStreamingAudioAsync(
        string text, TextToSpeechOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var job = new SpeechJob(Check(text), SpeakerOptions.Read(options), _pool);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<TextToSpeechResponseUpdate>(4);
        var work = Task.Run(
            async () =>
            {
                try
                {
                    await channel.Writer.WriteAsync(Update(TextToSpeechResponseUpdateKind.SessionOpen, []), leaving.Token);
                    var whole = await job.RunAsync(
                        await VoicesAsync(leaving.Token),
                        sentence => channel.Writer.WriteAsync(Update(TextToSpeechResponseUpdateKind.AudioUpdating, [sentence]), leaving.Token),
                        leaving.Token);
                    await channel.Writer.WriteAsync(Update(TextToSpeechResponseUpdateKind.AudioUpdated, whole.Contents, whole.AdditionalProperties), CancellationToken.None);
                    await channel.Writer.WriteAsync(Update(TextToSpeechResponseUpdateKind.SessionClose, []), CancellationToken.None);
                    channel.Writer.Complete();
                }
                catch (Exception exception)
                {
                    channel.Writer.Complete(exception);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var update in channel.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return update;
            }
        }
        finally
        {
            await leaving.CancelAsync();
            await DrainAsync(channel.Reader);
            await work;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(TextToSpeechClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        _pool.Dispose();
        _listing.Dispose();
    }

    /// <summary>Lets the work end that nobody waits for any more; what went wrong in it was told to the reader, or nobody asks.</summary>
    private static async Task DrainAsync(ChannelReader<TextToSpeechResponseUpdate> reader)
    {
        try
        {
            await foreach (var _ in reader.ReadAllAsync(CancellationToken.None))
            {
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
        }
    }

    private static string Check(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("There is nothing to say: the text is empty.");
        }

        if (text.Length > MaxTextLength)
        {
            throw new ArgumentException($"The text has {text.Length:N0} characters; the speaker takes {MaxTextLength:N0}. Send it in parts.");
        }

        // Half surrogate pairs and zero bytes cannot be kept in a recipe, and nothing is said for them.
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune != Rune.ReplacementChar && rune.Value != 0)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString();
    }

    private static TextToSpeechResponseUpdate Update(TextToSpeechResponseUpdateKind kind, IList<AIContent> contents, AdditionalPropertiesDictionary? more = null) =>
        new(contents) { Kind = kind, ModelId = ModelId, AdditionalProperties = more };

    private async Task<VoiceBook> VoicesAsync(CancellationToken cancellationToken)
    {
        if (_voices is { } known)
        {
            return known;
        }

        await _listing.WaitAsync(cancellationToken);
        try
        {
            if (_voices is null)
            {
                var (version, folder, voices) = await _pool.ListVoicesAsync(cancellationToken);
                _voices = new VoiceBook(version, folder, voices);
            }

            return _voices;
        }
        finally
        {
            _listing.Release();
        }
    }
}
