namespace Galion.Engines.Composing.Theory;

/// <summary>A tonic and its scale. Pitches are MIDI numbers; a step counts tones of the scale from the tonic nearest to middle C.</summary>
internal sealed class Key
{
    private const int MiddleC = 60;
    private const string Letters = "CDEFGAB";
    private static readonly int[] Naturals = [0, 2, 4, 5, 7, 9, 11];

    private readonly int _letter;

    /// <param name="tonic">One of <see cref="Tonics"/>. Keys with more than seven sharps or flats are written enharmonically.</param>
    public Key(string tonic, Scale scale)
    {
        Scale = scale;
        var letter = Letters.IndexOf(tonic[0], StringComparison.Ordinal);
        TonicClass = (Naturals[letter] + (tonic.EndsWith('#') ? 1 : tonic.EndsWith('b') ? 11 : 0)) % 12;
        (_letter, Fifths) = Spell(letter);
        if (Math.Abs(Fifths) > 7)
        {
            (_letter, Fifths) = Spell(Fifths > 0 ? (letter + 1) % 7 : (letter + 6) % 7);
        }
    }

    public static IReadOnlyList<string> Tonics { get; } =
        ["C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B"];

    public Scale Scale { get; }

    /// <summary>0 (C) to 11 (B).</summary>
    public int TonicClass { get; }

    /// <summary>Sharps (positive) or flats of the key signature.</summary>
    public int Fifths { get; }

    public string Name => $"{NameOf(TonicClass)} {Scale.Name.Replace('_', ' ')}";

    private int Tonic => MiddleC + (TonicClass > 6 ? TonicClass - 12 : TonicClass);

    public int Pitch(int step)
    {
        var octave = (int)Math.Floor(step / 7.0);
        return Tonic + 12 * octave + Scale.Steps[step - 7 * octave];
    }

    /// <summary>The step whose pitch is nearest; the lower of two.</summary>
    public int StepNear(int pitch)
    {
        var step = (int)Math.Floor((pitch - Tonic) * 7 / 12.0) - 1;
        while (Math.Abs(Pitch(step + 1) - pitch) < Math.Abs(Pitch(step) - pitch))
        {
            step++;
        }

        return step;
    }

    public int Class(int step) => (Pitch(step) % 12 + 12) % 12;

    public bool Contains(int pitch) => Scale.Steps.Contains(((pitch - TonicClass) % 12 + 12) % 12);

    /// <summary>Whether it belongs to the key as musicians hear it: the scale, and in minor the leading tone.</summary>
    public bool Allows(int pitch) => Contains(pitch) || Scale.RaisesSeventh && ((pitch - TonicClass) % 12 + 12) % 12 == 11;

    /// <summary>Letter, accidental (−2 to 2) and octave of a pitch as this key writes it.</summary>
    public (char Letter, int Alter, int Octave) Write(int pitch)
    {
        var above = ((pitch - TonicClass) % 12 + 12) % 12;
        var degree = Array.IndexOf(Scale.Steps, above);
        if (degree < 0)
        {
            // A chromatic tone is the raised form of the one below: in minor the leading tone, elsewhere a passing sharp.
            degree = Array.FindLastIndex(Scale.Steps, step => step < above);
        }

        var letter = (_letter + degree) % 7;
        var alter = ((pitch - Naturals[letter]) % 12 + 12) % 12;
        alter = alter > 6 ? alter - 12 : alter;
        return (Letters[letter], alter, (pitch - alter - Naturals[letter]) / 12 - 1);
    }

    /// <summary>The name of a pitch class, such as "F#".</summary>
    public string NameOf(int pitchClass)
    {
        var (letter, alter, _) = Write(MiddleC + pitchClass);
        return letter + alter switch { -2 => "bb", -1 => "b", 1 => "#", 2 => "##", _ => "" };
    }

    private (int Letter, int Fifths) Spell(int letter)
    {
        // C is 0 fifths, G 1, D 2 …; each semitone between the letter and the tonic is seven.
        int[] fifths = [0, 2, 4, -1, 1, 3, 5];
        var alter = ((TonicClass - Naturals[letter]) % 12 + 12) % 12;
        alter = alter > 6 ? alter - 12 : alter;
        return (letter, fifths[letter] + 7 * alter + Scale.Fifths);
    }
}
