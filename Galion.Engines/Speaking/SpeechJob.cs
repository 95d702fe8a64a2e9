using System.Globalization;
using System.Text;
using Galion.Engines.Audio;
using Galion.Engines.Options;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;
using Galion.Engines.Speaking.Hosting;
using Galion.Engines.Speaking.Sound;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Speaking;

/// <summary>One request on its way from text to file.</summary>
internal sealed class SpeechJob(string text, SpeakerOptions options, SpeechPool pool)
{
    private const double SpeakingShare = 0.95;
    private const double MaxSeconds = 5 * 3_600;

    /// <summary>The file is handed over as one array, which with all beside it has to stay under 400 MB of memory.</summary>
    private const double MaxFileBytes = 300_000_000;

    /// <summary>FLAC leaves less than this share of speech: 0.58 of a plain voice, more of a whisper.</summary>
    private const double FlacShare = 0.75;
    private const double CeilingDb = -1.2;
    private const double LossyCeilingDb = -2.2;

    /// <summary>At the rates of speech Opus lets hard voices rise by more than two decibels.</summary>
    private const double OpusCeilingDb = -4;

    /// <summary>Opus turns speech down by about this.</summary>
    private const double OpusLossDb = 0.36;
    private const double Close = 0.05;

    /// <summary>LAME turns what it encodes down by a twentieth.</summary>
    private const double LameScaleDb = 0.42;
    private const int MaxPasses = 8;
    private const long CollectedFrames = 50_000_000;

    /// <summary>The limiter takes a part of what is given back, too.</summary>
    private const double Eagerness = 1.5;

    private readonly RemainingTime _remaining = new(from: 0.05);

    private double Ceiling => options.Format == AudioFormat.Wav || options.Format == AudioFormat.Flac ? CeilingDb : options.Format == AudioFormat.Opus ? OpusCeilingDb : LossyCeilingDb;

    /// <param name="onSentence">Gets each sentence as a WAV file, in order.</param>
    public async Task<TextToSpeechResponse> RunAsync(VoiceBook voices, Func<DataContent, ValueTask>? onSentence, CancellationToken cancellationToken)
    {
        if (options.Format.NeedsFfmpeg && !ExternalProgram.Ffmpeg.IsInstalled)
        {
            throw new MissingProgramException(ExternalProgram.Ffmpeg);
        }

        var plan = new SpeechPlanner(options, voices).Plan(text, cancellationToken);
        using var spool = new SoundSpool();
        var timeline = new Timeline();
        try
        {
            await SpeakAsync(plan, spool, timeline, onSentence, cancellationToken);
        }
        catch (OperationCanceledException) when (options.KeepPartial && spool.Count > 0)
        {
            return await FinishAsync(plan, voices, spool, timeline, partial: true, CancellationToken.None);
        }

        return await FinishAsync(plan, voices, spool, timeline, partial: false, cancellationToken);
    }

    private async Task SpeakAsync(SpeechPlan plan, SoundSpool spool, Timeline timeline, Func<DataContent, ValueTask>? onSentence, CancellationToken cancellationToken)
    {
        // Some sentences ahead, so that every process has work; no more, so that memory stays small.
        var ahead = pool.Size * 3;
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var speaking = new Queue<Task<SpokenSentence>>();
        var (next, firstGain) = (0, (double?)null);
        try
        {
            for (var done = 0; done < plan.Utterances.Count; done++)
            {
                for (; next < plan.Utterances.Count && speaking.Count < ahead; next++)
                {
                    speaking.Enqueue(SentenceSpeaker.SpeakAsync(plan.Utterances[next], pool, stopping.Token));
                }

                var sentence = await speaking.Dequeue();
                cancellationToken.ThrowIfCancellationRequested();
                var start = spool.Add(sentence, sentence.PauseSamples);
                timeline.Add(sentence, start, options.TakeOf(sentence.Utterance.Number), plan);
                CheckLength(spool);
                if (onSentence is not null)
                {
                    firstGain ??= options.GainDb ?? options.LoudnessLufs - spool.Loudness();
                    await onSentence(Part(sentence, timeline.Sentences[^1], firstGain ?? 0));
                }

                sentence.Release();
                Report((done + 1.0) / plan.Utterances.Count * SpeakingShare, $"sentence {done + 1} of {plan.Utterances.Count}");
            }
        }
        catch
        {
            await stopping.CancelAsync();
            await Task.WhenAll(speaking.Select(task => task.ContinueWith(ended => ended.Exception, TaskScheduler.Default)));
            throw;
        }
    }

    private async Task<TextToSpeechResponse> FinishAsync(
        SpeechPlan plan, VoiceBook voices, SoundSpool spool, Timeline timeline, bool partial, CancellationToken cancellationToken)
    {
        // What was cancelled is handed over at once: without an encoder and its passes.
        var format = partial ? AudioFormat.Wav : options.Format;
        var gain = options.GainDb ?? Gain(spool, partial ? 0 : MaxPasses, cancellationToken);
        options.Decide("gain_db", gain);
        var loudness = spool.Loudness() is { } measured ? measured + gain - spool.LimiterLoss(gain, Ceiling, cancellationToken) + VolumeDb() : Decibels.Silence;
        var recipe = EngineRecipe.Create(SpeakerTextToSpeechClient.ModelId, SpeakerTextToSpeechClient.EngineVersion, text, options.ToJson(), Understood(plan, voices), Ignored(plan));
        var tags = new AudioTags(recipe)
        {
            Title = options.Title ?? (plan.Chapters.Count > 0 ? plan.Chapters[0] : null),
            More = new Dictionary<string, string> { ["language"] = plan.Language.Split('-')[0] },
            Chapters = [.. timeline.Chapters.Select(chapter => new AudioChapter((long)Math.Round(chapter.Ms), chapter.Title.Length > 0 ? chapter.Title : options.Title ?? "Start"))],
        };
        if (spool.Frames > CollectedFrames)
        {
            // The file is one array of hundreds of megabytes: what the way to it left behind has to be gone before it comes.
            UnusedMemory.GiveBack();
        }

        await using var writer = new AudioFileWriter(format, spool.SampleRate, 1, checked((int)spool.Frames), bits: 16, tags, options.BitrateKbps, dither: false);
        // What is turned down keeps its shape; what is turned up is held again.
        var (before, after) = (Math.Max(0, VolumeDb()), Math.Min(0, VolumeDb()) + (format == AudioFormat.Mp3 ? LameScaleDb : format == AudioFormat.Opus ? OpusLossDb : 0));
        foreach (var samples in spool.Master(gain + before, Ceiling, after, cancellationToken))
        {
            await writer.WriteAsync(samples, default, cancellationToken);
        }

        var file = await writer.FinishAsync(cancellationToken);
        var contents = new List<AIContent>
        {
            new DataContent(file, format.MediaType)
            {
                AdditionalProperties = new AdditionalPropertiesDictionary
                {
                    ["name"] = "speech." + format.Name,
                    ["recipe"] = recipe.ToJson(),
                    ["duration_ms"] = (long)Math.Round(timeline.DurationMs),
                    ["loudness_lufs"] = Math.Round(loudness, 2),
                    ["sentences"] = timeline.Sentences.Count,
                    ["partial"] = partial,
                },
            },
        };
        contents.AddRange(options.Timings.Select(kind => Timing(kind, timeline, plan, recipe)));
        Report(1, "done");
        return new TextToSpeechResponse(contents)
        {
            ModelId = SpeakerTextToSpeechClient.ModelId,
            AdditionalProperties = new AdditionalPropertiesDictionary { ["partial"] = partial },
        };
    }

    /// <summary>The gain that brings the whole to the loudness asked for, a little more where the limiter takes some away.</summary>
    private double Gain(SoundSpool spool, int passes, CancellationToken cancellationToken)
    {
        if (spool.Loudness() is not { } measured)
        {
            return 0;
        }

        var gain = Math.Round(options.LoudnessLufs - measured, 2);
        for (var pass = 0; pass < passes; pass++)
        {
            var loss = spool.LimiterLoss(gain, Ceiling, cancellationToken);
            var missing = options.LoudnessLufs - (measured + gain - loss);
            if (Math.Abs(missing) < Close || missing > 12)
            {
                break;
            }

            gain = Math.Round(gain + missing * Eagerness, 2);
        }

        return Math.Clamp(gain, -40, 60);
    }

    private double VolumeDb() => Decibels.FromGain(options.Volume);

    private void CheckLength(SoundSpool spool)
    {
        var seconds = spool.Frames / (double)spool.SampleRate;
        var most = LongestSeconds(options, spool.SampleRate);
        if (seconds > most)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The speech is longer than {Math.Floor(most / 360) / 10:0.#} hours, the most that a file of this format{(options.BitrateKbps is null ? "" : " and bit rate")} holds here. Nothing was made. {(most < MaxSeconds ? "Ask for m4b, mp3 or opus at their usual bit rates, or send" : "Send")} the text in parts."));
        }
    }

    /// <summary>Of speech whose file can be handed over.</summary>
    internal static double LongestSeconds(SpeakerOptions options, int sampleRate)
    {
        var bytesPerSecond = options.BitrateKbps is { } kbps ? kbps * 125.0 : sampleRate * sizeof(short) * (options.Format == AudioFormat.Flac ? FlacShare : 1);
        return Math.Min(MaxSeconds, MaxFileBytes / bytesPerSecond);
    }

    private static List<string> Understood(SpeechPlan plan, VoiceBook voices) =>
    [
        $"text: {plan.Kind}",
        $"language: {plan.Language}",
        $"voices: {string.Join(", ", plan.Voices)}",
        string.Create(CultureInfo.InvariantCulture, $"sentences: {plan.Utterances.Count}"),
        .. plan.Chapters.Count > 0 ? new[] { string.Create(CultureInfo.InvariantCulture, $"chapters: {plan.Chapters.Count}") } : [],
        $"spoken by: espeak-ng {voices.Version}",
    ];

    private List<string> Ignored(SpeechPlan plan) =>
    [
        .. options.Takes.Where(take => take.Key > plan.Utterances.Count).Select(take => string.Create(CultureInfo.InvariantCulture, $"take {take.Key}:{take.Value} (there are {plan.Utterances.Count} sentences)")),
    ];

    private DataContent Timing(string kind, Timeline timeline, SpeechPlan plan, EngineRecipe recipe)
    {
        var (content, type) = kind switch
        {
            "srt" => (Captions.Srt(timeline, options.WordCaptions), "application/x-subrip"),
            "vtt" => (Captions.Vtt(timeline, options.WordCaptions, recipe), "text/vtt"),
            _ => (Captions.JsonText(timeline, plan.Language, recipe), "application/json"),
        };
        return new DataContent(Encoding.UTF8.GetBytes(content), type)
        {
            AdditionalProperties = new AdditionalPropertiesDictionary { ["name"] = "speech." + kind },
        };
    }

    /// <summary>A sentence as it is heard while the others are still being made.</summary>
    private DataContent Part(SpokenSentence sentence, TimedSentence timed, double gainDb)
    {
        var audio = new AudioBuffer(sentence.SampleRate, 1, sentence.Length + sentence.PauseSamples);
        var gain = (float)Decibels.ToGain(gainDb + VolumeDb());
        var ceiling = (float)Decibels.ToGain(CeilingDb);
        for (var n = 0; n < sentence.Length; n++)
        {
            audio[0][n] = Math.Clamp(sentence.Samples[n] * gain, -ceiling, ceiling);
        }

        return new DataContent(WavFile.Write(audio, 16), AudioFormat.Wav.MediaType)
        {
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                ["name"] = string.Create(CultureInfo.InvariantCulture, $"sentence-{timed.Number}.wav"),
                ["sentence"] = timed.Number,
                ["text"] = timed.Text,
                ["start_ms"] = timed.StartMs,
                ["duration_ms"] = audio.DurationMs,
            },
        };
    }

    private void Report(double fraction, string stage) => options.Progress?.Report(new EngineProgress(fraction, stage, _remaining.At(fraction)));
}
