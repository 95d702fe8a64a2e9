namespace Galion.Engines.Prompts;

/// <summary>What a reader made of a prompt and its negative prompt.</summary>
public sealed record PromptReading
{
    /// <summary>The subjects asked for, in the order of the prompt, with how many (1 unless the prompt gives a number).</summary>
    public required IReadOnlyDictionary<Subject, int> Subjects { get; init; }

    public required IReadOnlySet<Subject> Excluded { get; init; }

    public TimeOfDay? Time { get; init; }

    public Weather? Weather { get; init; }

    public Season? Season { get; init; }

    public required IReadOnlyList<Mood> Moods { get; init; }

    /// <summary>Colours meant for the whole picture.</summary>
    public required IReadOnlyList<NamedColor> Colors { get; init; }

    /// <summary>Colours meant for one thing: "a red boat".</summary>
    public required IReadOnlyDictionary<Subject, NamedColor> Tints { get; init; }

    public string? Style { get; init; }

    public string? Palette { get; init; }

    /// <summary>Whether things are to be seen from near.</summary>
    public bool IsCloseUp { get; init; }

    /// <summary>The terms that were understood, as "word: meaning".</summary>
    public required IReadOnlyList<string> Understood { get; init; }

    /// <summary>The words that say something and were not understood, in order, at most 40.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    public bool Has(Subject subject) => Subjects.ContainsKey(subject);

    public bool HasAny(params ReadOnlySpan<Subject> subjects)
    {
        foreach (var subject in subjects)
        {
            if (Has(subject))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a thing nobody asked for may be added to complete the picture.</summary>
    public bool Allows(Subject subject) => !Excluded.Contains(subject);
}
