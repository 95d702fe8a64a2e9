using System.Text;

namespace Galion.Engines.Speaking.Documents;

internal enum Emphasis
{
    None,
    Reduced,
    Moderate,
    Strong,
}

/// <summary>How a stretch of text is to be said, as far as its own markup tells. Null leaves it to the request.</summary>
/// <param name="Rate">A factor on the request's rate.</param>
/// <param name="Pitch">Semitones on top of the request's.</param>
/// <param name="Range">A factor on the request's melody.</param>
/// <param name="VolumeDb">On top of the request's volume.</param>
/// <param name="Piece">Tells one element with <paramref name="Alias"/>, <paramref name="SayAs"/> or <paramref name="Sounds"/> from the next.</param>
internal sealed record SpeechStyle(
    string? Speaker = null, string? Voice = null, string? Language = null, string? Emotion = null, double Rate = 1, double Pitch = 0, double Range = 1,
    double VolumeDb = 0, Emphasis Emphasis = Emphasis.None, string? Alias = null, string? SayAs = null, string? Sounds = null, int Piece = 0)
{
    public static SpeechStyle Plain { get; } = new();

    /// <summary>Whether the stretch is said as one thing, whatever is written.</summary>
    public bool IsOnePiece => Alias is not null || SayAs is not null || Sounds is not null;
}

/// <param name="At">Before this character of the document's text.</param>
/// <param name="BreakMs">Silence to keep there.</param>
/// <param name="Mark">A name whose time is reported.</param>
internal readonly record struct Inset(int At, int? BreakMs, string? Mark);

/// <summary>A paragraph, a heading, or what one speaker says at a time.</summary>
/// <param name="Chapter">The title of the chapter that begins with it.</param>
/// <param name="IsSentence">It is one sentence, whatever its punctuation says.</param>
internal sealed record Block(int Start, int End, bool IsHeading = false, string? Chapter = null, bool IsSentence = false);

/// <summary>A text with its markup taken out and kept beside it.</summary>
/// <param name="Text">What is written, without markup.</param>
/// <param name="Origins">For each character of it, where it is in the request's text.</param>
/// <param name="Styles">Where each style begins, in order.</param>
internal sealed record SpeechDocument(
    string Text, IReadOnlyList<int> Origins, IReadOnlyList<(int Start, SpeechStyle Style)> Styles, IReadOnlyList<Inset> Insets, IReadOnlyList<Block> Blocks,
    string Kind)
{
    /// <summary>The index of the style that holds at a character.</summary>
    public int StyleAt(int at)
    {
        var (low, high) = (0, Styles.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Styles[middle].Start <= at ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}

/// <summary>Puts a document together as a reader goes through its source.</summary>
internal sealed class SpeechDocumentBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _origins = [];
    private readonly List<(int Start, SpeechStyle Style)> _styles = [(0, SpeechStyle.Plain)];
    private readonly List<Inset> _insets = [];
    private readonly List<Block> _blocks = [];
    private int _blockStart;

    public SpeechStyle Style
    {
        get => _styles[^1].Style;
        set
        {
            if (value == _styles[^1].Style)
            {
                return;
            }

            if (_styles[^1].Start == _text.Length)
            {
                _styles.RemoveAt(_styles.Count - 1);
            }

            _styles.Add((_text.Length, value));
        }
    }

    public int Length => _text.Length;

    public void Append(ReadOnlySpan<char> text, int origin)
    {
        foreach (var letter in text)
        {
            Append(letter, origin++);
        }
    }

    public void Append(char letter, int origin)
    {
        _text.Append(letter);
        _origins.Add(origin);
    }

    public void Break(int ms) => _insets.Add(new Inset(_text.Length, ms, Mark: null));

    public void Mark(string name) => _insets.Add(new Inset(_text.Length, BreakMs: null, name));

    public void EndBlock(bool heading = false, string? chapter = null, bool sentence = false)
    {
        if (_text.Length > _blockStart)
        {
            _blocks.Add(new Block(_blockStart, _text.Length, heading, chapter, sentence));
            _blockStart = _text.Length;
        }
    }

    public SpeechDocument Build(string kind)
    {
        EndBlock();
        return new SpeechDocument(_text.ToString(), _origins, _styles, _insets, _blocks, kind);
    }
}
