using System.Buffers;
using Galion.Engines.Programs;
using Galion.Engines.Speaking.Hosting;

namespace Galion.Engines.Speaking.Sound;

/// <summary>Makes the sound of one utterance and finds where each of its words is in it.</summary>
internal static class SentenceSpeaker
{
    private const int DefaultRate = 22_050;
    private const float Audible = 0.0012f;
    private const int TailMs = 25;

    /// <summary>What programs that a signal ended leave as their exit code, above this; being killed for want of memory is nobody's sentence.</summary>
    private const int Signalled = 128;
    private const int Killed = 137;

    public static async Task<SpokenSentence> SpeakAsync(Utterance utterance, SpeechPool pool, CancellationToken cancellationToken)
    {
        if (utterance.Request is null)
        {
            var length = (int)((long)DefaultRate * utterance.EndBreakMs / 1_000);
            var silence = ArrayPool<float>.Shared.Rent(Math.Max(1, length));
            silence.AsSpan(0, length).Clear();
            return new SpokenSentence(utterance, DefaultRate, silence, length, [], [.. utterance.EndMarks.Select(mark => (mark, 0))]);
        }

        try
        {
            return Finish(utterance, await pool.SpeakAsync(utterance.Request, cancellationToken));
        }
        catch (ProgramFailedException exception) when (exception.ExitCode is > Signalled and not Killed)
        {
            throw new ArgumentException(
                $"espeak-ng breaks down on sentence {utterance.Number} in the voice {utterance.Request.Voice}, which is a fault of that program. Nothing was made. Write the sentence in other words, or choose another voice.");
        }
    }

    private static SpokenSentence Finish(Utterance utterance, Speech speech)
    {
        var samples = ArrayPool<float>.Shared.Rent(Math.Max(1, speech.Length));
        VoiceFilter.Apply(speech.Samples, samples.AsSpan(0, speech.Length), speech.SampleRate, utterance.Feeling);
        ArrayPool<short>.Shared.Return(speech.Buffer);
        var end = Trim(samples.AsSpan(0, speech.Length), speech.SampleRate);
        var times = Times(utterance.Words, speech, end);
        var (sound, length, moved) = KeepBreaks(utterance, samples, end, speech.SampleRate, times);
        var marks = new List<(string, int)>();
        for (var n = 0; n < moved.Length; n++)
        {
            marks.AddRange(utterance.Words[n].Marks.Select(mark => (mark, moved[n].Start)));
        }

        marks.AddRange(utterance.EndMarks.Select(mark => (mark, length)));
        return new SpokenSentence(utterance, speech.SampleRate, sound, length, moved, marks);
    }

    /// <summary>espeak-ng's own silence at the end goes; the pauses are ours.</summary>
    private static int Trim(ReadOnlySpan<float> samples, int sampleRate)
    {
        var end = samples.Length;
        while (end > 0 && MathF.Abs(samples[end - 1]) < Audible)
        {
            end--;
        }

        return Math.Min(samples.Length, end + sampleRate * TailMs / 1_000);
    }

    private static WordTime[] Times(IReadOnlyList<UtteranceWord> words, Speech speech, int end)
    {
        var starts = new int[words.Count];
        Array.Fill(starts, -1);
        var events = speech.Events.Where(item => item.Kind == SpeechEventKind.Word).OrderBy(item => item.Sample).ToList();
        var word = 0;
        foreach (var item in events)
        {
            // Both come in order; a word of espeak-ng's that none of ours holds belongs to the one before.
            var candidate = word;
            while (candidate < words.Count && words[candidate].To <= item.At)
            {
                candidate++;
            }

            if (candidate < words.Count && words[candidate].From <= item.At)
            {
                word = candidate;
                starts[word] = starts[word] < 0 ? Math.Min(item.Sample, end) : starts[word];
            }
        }

        FillGaps(words, starts, end);
        var silences = speech.Events.Where(item => item.Kind == SpeechEventKind.Sound && item.Name.StartsWith('_')).Select(item => item.Sample).Order().ToArray();
        var times = new WordTime[words.Count];
        for (var n = 0; n < words.Count; n++)
        {
            var next = n + 1 < words.Count ? starts[n + 1] : end;
            var silence = Array.BinarySearch(silences, starts[n] + 1) is var found && found >= 0 ? found : ~found;
            times[n] = new WordTime(starts[n], Math.Max(starts[n], silence < silences.Length ? Math.Min(silences[silence], next) : next));
        }

        return times;
    }

    /// <summary>espeak-ng says some words together ("of the") and reports the first; the others get their share by their letters.</summary>
    private static void FillGaps(IReadOnlyList<UtteranceWord> words, int[] starts, int end)
    {
        for (var n = 0; n < starts.Length; n++)
        {
            if (starts[n] >= 0)
            {
                continue;
            }

            var next = n;
            while (next < starts.Length && starts[next] < 0)
            {
                next++;
            }

            var from = n == 0 ? 0 : starts[n - 1];
            var to = next < starts.Length ? starts[next] : end;
            var first = Math.Max(0, n - 1);
            var total = 0;
            for (var word = first; word < next; word++)
            {
                total += words[word].To - words[word].From + 1;
            }

            var passed = n == 0 ? 0 : words[n - 1].To - words[n - 1].From + 1;
            for (var word = n; word < next; word++)
            {
                starts[word] = from + (int)((long)(to - from) * passed / Math.Max(1, total));
                passed += words[word].To - words[word].From + 1;
            }
        }
    }

    /// <summary>espeak-ng's breaks depend on the speaking rate; here they get the length that was asked for.</summary>
    private static (float[] Sound, int Length, WordTime[] Times) KeepBreaks(Utterance utterance, float[] buffer, int end, int sampleRate, WordTime[] times)
    {
        if (utterance.EndBreakMs == 0 && utterance.Words.All(word => word.BreakMs is null))
        {
            return (buffer, end, times);
        }

        var samples = buffer.AsSpan(0, end);
        var parts = new List<float[]>();
        var moved = new WordTime[times.Length];
        var (from, shift) = (0, 0);
        for (var n = 0; n < times.Length; n++)
        {
            if (utterance.Words[n].BreakMs is { } breakMs)
            {
                var wanted = (int)((long)sampleRate * breakMs / 1_000);
                var (gapStart, gapEnd) = n == 0 ? (0, 0) : (times[n - 1].End, times[n].Start);
                var kept = Math.Min(wanted, gapEnd - gapStart);
                parts.Add(samples[from..(gapStart + kept / 2)].ToArray());
                parts.Add(new float[wanted - kept]);
                from = gapEnd - (kept - kept / 2);
                shift += wanted - (gapEnd - gapStart);
            }

            moved[n] = new WordTime(times[n].Start + shift, times[n].End + shift);
        }

        parts.Add(samples[from..].ToArray());
        parts.Add(new float[(int)((long)sampleRate * utterance.EndBreakMs / 1_000)]);
        var length = parts.Sum(part => part.Length);
        ArrayPool<float>.Shared.Return(buffer);
        var sound = ArrayPool<float>.Shared.Rent(Math.Max(1, length));
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(sound, at);
            at += part.Length;
        }

        return (sound, length, moved);
    }
}
