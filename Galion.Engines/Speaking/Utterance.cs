using Galion.Engines.Speaking.Hosting;

namespace Galion.Engines.Speaking;

/// <summary>A word as written, and where it stands in what is sent to espeak-ng.</summary>
/// <param name="Text">As written.</param>
/// <param name="Said">What is said for it.</param>
/// <param name="Origin">Where it begins in the request's text.</param>
/// <param name="OriginLength">How much of that it takes.</param>
/// <param name="From">Its first character in the markup.</param>
/// <param name="To">The one after its last.</param>
/// <param name="BreakMs">Silence asked for before it.</param>
/// <param name="Marks">Names whose time is that of its start.</param>
internal sealed record UtteranceWord(string Text, string Said, int Origin, int OriginLength, int From, int To, int? BreakMs, IReadOnlyList<string> Marks);

/// <summary>One sentence, or a part of one that a single voice says.</summary>
/// <param name="Number">From 1; what the option <c>takes</c> counts by.</param>
/// <param name="Request">What espeak-ng gets; null when there is nothing to say.</param>
/// <param name="Feeling">Its effect on the sound; espeak-ng's part of it is already in the request.</param>
/// <param name="Words">In order.</param>
/// <param name="EndBreakMs">Silence asked for after the last word, beside the usual pause.</param>
/// <param name="EndMarks">Marks after the last word.</param>
/// <param name="PauseMs">After it.</param>
internal sealed record Utterance(
    int Number, string Text, int Chapter, string? Speaker, SpeechRequest? Request, Emotion Feeling, IReadOnlyList<UtteranceWord> Words, int EndBreakMs,
    IReadOnlyList<string> EndMarks, int PauseMs);

/// <summary>All that is to be said.</summary>
/// <param name="Chapters">Their titles; the first may be empty, before any heading.</param>
/// <param name="Kind">How the text was read: text, markdown, script or ssml.</param>
/// <param name="Voices">Of espeak-ng, in the order in which they speak first.</param>
internal sealed record SpeechPlan(IReadOnlyList<Utterance> Utterances, IReadOnlyList<string> Chapters, string Kind, string Language, IReadOnlyList<string> Voices);
