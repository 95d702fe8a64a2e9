using Galion.NexusLang.Hosting;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>Knowledge, speech, questions, moods and personality. What needs more than this machine goes through the host.</summary>
internal static class AiBuiltins
{
    internal static readonly Builtin SetPersonality = Arg.Define("set_personality(traits)", ApplyPersonality);

    internal static readonly Builtin[] All =
    [
        Arg.Define("knowledge(query, verified?, limit?, tags?)", Knowledge),
        Arg.Define("knowledge_related(topic)", (state, a) =>
        {
            string topic = Arg.Text(a[0], "topic");
            return Arg.Texts(HostCalls.Wait(state, c => state.Host.RelatedTopicsAsync(topic, c)));
        }),
        Arg.Define("knowledge_get(id)", (state, a) =>
        {
            string id = Arg.Text(a[0], "id");
            return HostCalls.Wait(state, c => state.Host.FindKnowledgeAsync(id, c)) is { } entry ? Entry(state, entry) : Value.Null;
        }),
        Arg.Define("summarize_knowledge(entries)", Summarize),
        Arg.Define("filter_verified(entries)", (state, a) => Where(state, a[0], e => Types.IsTruthy(Field(e, "verified")))),
        Arg.Define("filter_by_confidence(entries, min?)", (state, a) =>
        {
            double least = Arg.Number(a[1], "min", 0.7);
            return Where(state, a[0], e => Field(e, "confidence") is { IsNumber: true } c && Numbers.ToDouble(c) >= least);
        }),
        Arg.Define("extract_facts(entries)", ExtractFacts),
        Arg.Define("say(text, emotion?, voice_id?, speed?)", Say),
        Arg.Define("listen(timeout?, language?)", (state, a) =>
        {
            var request = new ListenRequest(Arg.IsGiven(a[0]) ? Arg.Number(a[0], "timeout") : null, Arg.OptionalText(a[1], "language"));
            return HostCalls.Answer(state, c => state.Host.ListenAsync(request, c));
        }),
        Arg.Define("ask(prompt, model?, schema?)", Ask),
        Generate("image"),
        Generate("video"),
        Generate("music"),
        Generate("voice"),
        Arg.Define("emotion(name?, intensity?)", Emotion),
        Arg.Define("confidence(x?, threshold?)", Confidence),
        Arg.Define("optimize_self(metric, target?, strategy?, parameter?, value?)", Optimization.Optimize),
        Arg.Define("get_performance(metric?)", Optimization.Performance),
        Arg.Define("get_trait(name)", (state, a) => Value.Of(state.Session.Personality[Arg.Text(a[0], "name")])),
        Arg.Define("set_trait(name, value)", (state, a) =>
        {
            state.Session.Personality.Set(Arg.Text(a[0], "name"), Arg.Number(a[1], "value"));
            return Value.Null;
        }),
        Arg.Define("get_personality()", (state, _) => Traits(state, Personality.Names.Select(t => (t, state.Session.Personality[t])))),
        SetPersonality,
        Arg.Define("reset_personality()", (state, _) =>
        {
            state.Session.Personality.Reset();
            return Value.Null;
        }),
        Arg.Define("set_personality_template(name)", (state, a) =>
        {
            state.Session.Personality.UseTemplate(Arg.Text(a[0], "name"));
            return Value.Null;
        }),
        Arg.Define("get_personality_templates()", (state, _) => Arg.Dict(state, Personality.Templates.Select(t => (t.Name, Value.Of(t.Description))))),
        Arg.Define("mix_global_personality(traits, weights)", Mix),
        Arg.Define("evolve_global_personality(trait, direction, magnitude?)", Evolve),
        Arg.Define("get_personality_profile()", Profile),
    ];

    private static Value Traits(ProgramState state, IEnumerable<(string, double)> traits) =>
        Arg.Dict(state, traits.Select(t => (t.Item1, Value.Of(t.Item2))));

    private static Value ApplyPersonality(ProgramState state, Value[] a)
    {
        foreach ((Value key, Value value) in Arg.Dict(a[0], "traits").Pairs())
        {
            state.Session.Personality.Set(Arg.Text(key, "A trait"), Arg.Number(value, "A trait"));
        }

        return Value.Null;
    }

    private static Value Knowledge(ProgramState state, Value[] a)
    {
        long limit = Arg.Whole(a[2], "limit", 10);
        if (limit is < 1 or > 100)
        {
            throw new NexusException(Errors.BadArgument($"'limit' must be from 1 to 100, but is {limit}."));
        }

        string[] tags = !Arg.IsGiven(a[3]) ? []
            : a[3].IsText ? [a[3].Text]
            : [.. Iteration.ToArray(state, a[3]).Select(t => Arg.Text(t, "tags"))];
        var query = new KnowledgeQuery(Arg.Text(a[0], "query"), Arg.IsGiven(a[1]) ? Types.IsTruthy(a[1]) : null, (int)limit, tags);
        IReadOnlyList<KnowledgeEntry> entries = HostCalls.Wait(state, c => state.Host.SearchKnowledgeAsync(query, c));
        return Arg.Array(entries.Select(e => Entry(state, e)));
    }

    private static Value Entry(ProgramState state, KnowledgeEntry entry) => Arg.Dict(
        state,
        ("id", Value.Of(entry.Id)),
        ("title", Value.Of(entry.Title)),
        ("summary", Value.Of(entry.Summary)),
        ("confidence", Value.Of(entry.Confidence)),
        ("verified", Value.Of(entry.Verified)),
        ("tags", Arg.Texts(entry.Tags)));

    private static Value Field(Value entry, string name) => EmittedCalls.TryMember(entry, name, out Value value) ? value : Value.Null;

    private static Value Where(ProgramState state, Value entries, Func<Value, bool> predicate) =>
        Arg.Array(Iteration.ToArray(state, entries).Where(predicate));

    private static Value Summarize(ProgramState state, Value[] a) => Value.Of(string.Join('\n', Iteration.ToArray(state, a[0]).Take(5).Select(e =>
        $"{(Types.IsTruthy(Field(e, "verified")) ? "✓" : "?")} {Printing.Show(Field(e, "title"))}: {Printing.Show(Field(e, "summary"))}")));

    /// <summary>The first three sentences of each entry that say something: those longer than 20 characters.</summary>
    private static Value ExtractFacts(ProgramState state, Value[] a) => Arg.Texts(Iteration.ToArray(state, a[0]).SelectMany(e =>
        Printing.Show(Field(e, "summary")).Split(". ").Select(s => s.Trim().TrimEnd('.')).Where(s => s.Length > 20).Take(3)));

    private static Value Say(ProgramState state, Value[] a)
    {
        double speed = Arg.Number(a[3], "speed", 1);
        if (speed is not (>= 0.5 and <= 2))
        {
            throw new NexusException(Errors.BadArgument($"'speed' must be from 0.5 to 2, but is {Printing.Show(speed)}."));
        }

        var request = new SpeechRequest(Printing.Show(a[0]), Arg.OptionalText(a[1], "emotion"), Arg.OptionalText(a[2], "voice_id"), speed);
        return HostCalls.Answer(state, c => state.Host.SayAsync(request, c));
    }

    private static Value Ask(ProgramState state, Value[] a)
    {
        Personality personality = state.Session.Personality;
        string? schema = Arg.IsGiven(a[2]) ? JsonText.Write(state, a[2], indent: 0) : null;
        var request = new AskRequest(
            Arg.Text(a[0], "prompt"), Arg.OptionalText(a[1], "model"), schema, personality.IsChanged ? personality.Describe() : "");
        Value answer = HostCalls.Answer(state, c => state.Host.AskAsync(request, c));
        return schema is null || !answer.IsText ? answer : JsonText.Parse(state, answer.Text);
    }

    private static Builtin Generate(string kind) => Arg.Define($"generate_{kind}(prompt, options?)", (state, a) =>
    {
        Dictionary<string, object?> options = Arg.IsGiven(a[1])
            ? Arg.Dict(a[1], "options").Pairs().ToDictionary(p => Arg.Text(p.Key, "An option"), p => Plain(p.Value))
            : [];
        var request = new GenerationRequest(kind, Arg.Text(a[0], "prompt"), options);
        return HostCalls.Answer(state, c => state.Host.GenerateAsync(request, c));
    });

    private static object? Plain(Value value) => value.IsNull ? null
        : value.IsInt ? value.Bits
        : value.IsFloat ? value.Double
        : value.IsBool ? value.Bool
        : Printing.Show(value);

    private static Value Emotion(ProgramState state, Value[] a)
    {
        RunSession session = state.Session;
        if (Arg.IsGiven(a[0]))
        {
            double intensity = Arg.Number(a[1], "intensity", 1);
            session.Library["emotion"] = intensity is >= 0 and <= 1
                ? Arg.Text(a[0], "name")
                : throw new NexusException(Errors.BadArgument($"'intensity' must be from 0 to 1, but is {Printing.Show(intensity)}."));
        }

        return Value.Of(session.Library.TryGetValue("emotion", out object? mood) ? (string)mood : "neutral");
    }

    /// <summary>
    /// How sure a value is: its own confidence when it has one, the mean for several, 1 for a plain value and 0 for null. With a threshold,
    /// whether it is at least that. Without a value, the personality's own confidence.
    /// </summary>
    private static Value Confidence(ProgramState state, Value[] a)
    {
        double sure = a[0].IsMissing
            ? state.Session.Personality.EmotionalState.First(e => e.Feeling == "confidence").Strength
            : ConfidenceOf(state, a[0]);
        return Arg.IsGiven(a[1]) ? Value.Of(sure >= Arg.Number(a[1], "threshold")) : Value.Of(sure);
    }

    private static double ConfidenceOf(ProgramState state, Value value)
    {
        if (Field(value, "confidence") is { IsNumber: true } known)
        {
            return Numbers.ToDouble(known);
        }

        return value.IsNull ? 0
            : value.Ref is ArrayObject { Count: > 0 } array ? array.Span.ToArray().Average(item => Field(item, "confidence") is { IsNumber: true } c ? Numbers.ToDouble(c) : item.IsNull ? 0 : 1)
            : value.Ref is ArrayObject ? 0
            : 1;
    }

    private static Value Mix(ProgramState state, Value[] a)
    {
        double[] weights = [.. Iteration.ToArray(state, a[1]).Select(w => Arg.Number(w, "weights"))];
        if (weights.Length != 2 || Math.Abs(weights.Sum() - 1) > 0.001 || weights.Any(w => w < 0))
        {
            throw new NexusException(Errors.BadArgument("'weights' must be two numbers from 0 that sum to 1."));
        }

        Dictionary<string, double> other = Arg.Dict(a[0], "traits").Pairs()
            .ToDictionary(p => Personality.Canonical(Arg.Text(p.Key, "A trait")), p => Arg.Number(p.Value, "A trait"));
        Personality personality = state.Session.Personality;
        foreach (string trait in Personality.Names)
        {
            double mixed = (personality[trait] * weights[0]) + (other.GetValueOrDefault(trait, Personality.DefaultOf(trait)) * weights[1]);
            personality.Set(trait, Math.Clamp(mixed, 0, 1));
        }

        return Value.Null;
    }

    private static Value Evolve(ProgramState state, Value[] a)
    {
        string trait = Arg.Text(a[0], "trait");
        double direction = Arg.Number(a[1], "direction");
        if (direction is not (>= -1 and <= 1))
        {
            throw new NexusException(Errors.BadArgument($"'direction' must be from -1 to 1, but is {Printing.Show(direction)}."));
        }

        Personality personality = state.Session.Personality;
        double evolved = Math.Clamp(personality[trait] + (direction * Arg.Number(a[2], "magnitude", 0.1)), 0, 1);
        personality.Set(trait, evolved);
        return Value.Of(evolved);
    }

    private static Value Profile(ProgramState state, Value[] a)
    {
        Personality personality = state.Session.Personality;
        return Arg.Dict(
            state,
            ("traits", Traits(state, Personality.Names.Select(t => (t, personality[t])))),
            ("categories", Arg.Dict(state, Personality.ByCategory.Select(c => (c.Category, Traits(state, c.Traits.Select(t => (t, personality[t]))))))),
            ("dominant_traits", Arg.Texts(personality.Dominant)),
            ("weak_traits", Arg.Texts(personality.Weak)),
            ("emotional_state", Traits(state, personality.EmotionalState)),
            ("description", Value.Of(personality.Describe())));
    }
}
