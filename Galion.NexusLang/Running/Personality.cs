namespace Galion.NexusLang.Running;

/// <summary>How the program wants AI to answer: 28 traits from 0 to 1, and two more that belong to none of the six categories.</summary>
internal sealed class Personality
{
    private static readonly (string Category, (string Trait, double Default)[] Traits)[] Categories =
    [
        ("cognitive", [("curiosity", .5), ("analytical", .5), ("creative", .5), ("empathetic", .5), ("intuition", .5), ("methodical", .5)]),
        ("social", [("verbosity", .5), ("formality", .5), ("humor", .3), ("assertiveness", .6), ("tactfulness", .8), ("encouragement", .7)]),
        ("decision", [("risk_tolerance", .3), ("confidence_threshold", .7), ("decisiveness", .6), ("flexibility", .7)]),
        ("workstyle", [("patience", .7), ("persistence", .8), ("efficiency", .6), ("organization", .7)]),
        ("learning", [("adaptability", .6), ("openness", .8), ("reflection", .5), ("growth_mindset", .9)]),
        ("meta", [("self_awareness", .5), ("transparency", .9), ("ethical_reasoning", .9), ("environmental_awareness", .6)]),
    ];

    private static readonly (string Trait, double Default)[] Extra = [("precision", .5), ("collaboration", .8)];

    private static readonly Dictionary<string, string> Aliases = new() { ["empathy"] = "empathetic", ["creativity"] = "creative" };

    internal static readonly (string Name, string Description, double[] Values)[] Templates =
    [
        ("creative_writer", "Imaginative and expressive, for stories and ideas",
            [.9, .4, .95, .8, .8, .3, .8, .4, .6, .5, .9, .8, .7, .6, .7, .9, .8, .7, .5, .4, .8, .95, .6, .9, .7, .8, .8, .5]),
        ("analytical_researcher", "Thorough and exact, for research and analysis",
            [.8, .95, .4, .6, .3, .9, .9, .8, .2, .8, .7, .5, .2, .8, .6, .5, .9, .95, .8, .9, .6, .7, .8, .9, .8, .95, .9, .7]),
        ("empathetic_teacher", "Patient and encouraging, for explaining and learning",
            [.7, .6, .7, .95, .8, .6, .8, .6, .4, .5, .95, .95, .3, .7, .6, .8, .9, .8, .6, .7, .8, .9, .7, .9, .8, .9, .9, .6]),
        ("innovative_engineer", "Inventive and practical, for building things",
            [.9, .8, .9, .5, .7, .8, .6, .5, .3, .7, .6, .6, .6, .7, .8, .7, .7, .8, .9, .8, .8, .9, .5, .95, .6, .8, .8, .7]),
        ("balanced_generalist", "Even in everything, for daily tasks",
            [.7, .7, .7, .7, .6, .6, .6, .6, .5, .6, .7, .7, .5, .7, .6, .7, .7, .7, .7, .6, .7, .8, .6, .8, .7, .8, .8, .6]),
    ];

    private readonly Dictionary<string, double> _traits = Defaults();

    /// <summary>Whether the program has said anything about it.</summary>
    internal bool IsChanged { get; private set; }

    internal IReadOnlyDictionary<string, double> Traits => _traits;

    /// <summary>The 28 traits in their order.</summary>
    internal static IEnumerable<string> Names => Categories.SelectMany(c => c.Traits.Select(t => t.Trait));

    internal static IEnumerable<string> TraitNames => Names.Concat(Extra.Select(t => t.Trait)).Concat(Aliases.Keys);

    internal static IEnumerable<(string Category, IEnumerable<string> Traits)> ByCategory =>
        Categories.Select(c => (c.Category, c.Traits.Select(t => t.Trait)));

    internal static bool IsTrait(string name) => TraitNames.Contains(name);

    internal static string Canonical(string name)
    {
        string trait = Aliases.GetValueOrDefault(name, name);
        return IsTrait(trait) ? trait : throw new NexusException(Errors.UnknownTrait(name, TraitNames));
    }

    internal static double DefaultOf(string trait) => Categories.SelectMany(c => c.Traits).Concat(Extra).First(t => t.Trait == trait).Default;

    private static Dictionary<string, double> Defaults() =>
        Categories.SelectMany(c => c.Traits).Concat(Extra).ToDictionary(t => t.Trait, t => t.Default);

    internal double this[string name] => _traits[Canonical(name)];

    internal void Set(string name, double value)
    {
        string trait = Canonical(name);
        if (value is not (>= 0 and <= 1))
        {
            throw new NexusException(Errors.BadArgument($"The trait '{name}' must be a number from 0 to 1, but is {Printing.Show(value)}."));
        }

        _traits[trait] = value;
        IsChanged = true;
    }

    internal void Reset()
    {
        foreach ((string trait, double value) in Defaults())
        {
            _traits[trait] = value;
        }

        IsChanged = false;
    }

    internal void UseTemplate(string name)
    {
        double[]? values = Array.Find(Templates, t => t.Name == name).Values;
        if (values is null)
        {
            throw new NexusException(Errors.BadArgument(
                $"There is no personality template '{name}'.{Errors.Suggest(name, Templates.Select(t => t.Name))}"));
        }

        foreach ((string trait, double value) in Names.Zip(values))
        {
            Set(trait, value);
        }
    }

    /// <summary>Traits above 0.8, the strongest first.</summary>
    internal IEnumerable<string> Dominant => Names.Where(t => _traits[t] > 0.8).OrderByDescending(t => _traits[t]);

    internal IEnumerable<string> Weak => Names.Where(t => _traits[t] < 0.3).OrderBy(t => _traits[t]);

    internal IEnumerable<(string Feeling, double Strength)> EmotionalState =>
    [
        ("confidence", (_traits["self_awareness"] + _traits["precision"]) / 2),
        ("enthusiasm", (_traits["curiosity"] + _traits["creative"]) / 2),
        ("calmness", (_traits["patience"] + 1 - _traits["risk_tolerance"]) / 2),
        ("friendliness", (_traits["empathetic"] + _traits["collaboration"]) / 2),
    ];

    /// <summary>In words, for people and for language models.</summary>
    internal string Describe()
    {
        string[] strengths = [.. Names.Where(t => _traits[t] > 0.7)];
        string[] growth = [.. Names.Where(t => _traits[t] < 0.3)];
        string text = strengths.Length == 0 ? "No pronounced strengths." : $"Strengths: {string.Join(", ", strengths)}.";
        text += growth.Length == 0 ? "" : $" Growth areas: {string.Join(", ", growth)}.";
        string detail = Level("verbosity", "detailed", "moderate", "concise");
        string tone = Level("formality", "formal", "neutral", "casual");
        return $"{text} Style: {detail}, {tone}{(_traits["humor"] > 0.5 ? ", with humor" : "")}.";
    }

    private string Level(string trait, string high, string middle, string low) =>
        _traits[trait] > 0.7 ? high : _traits[trait] < 0.3 ? low : middle;
}
