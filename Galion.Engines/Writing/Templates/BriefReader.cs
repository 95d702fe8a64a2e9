using System.Text.RegularExpressions;
using Galion.Engines.Options;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;

namespace Galion.Engines.Writing.Templates;

/// <summary>Makes a brief of a request: its topic, people, intents and notes.</summary>
internal static partial class BriefReader
{
    private const int MaxTopic = 300;

    public static Brief Read(string request, string template, string tone, TextLanguage language, IEnumerable<string> notes, OptionValues values, long seed)
    {
        // What the notes label separates is taken out first: it is told, not asked.
        var label = NotesLabel().Match(request);
        var facts = notes.SelectMany(Notes.Read).ToList();
        if (label.Success)
        {
            facts.AddRange(Notes.Read(request[(label.Index + label.Length)..]));
            request = request[..label.Index];
        }

        // Where the notes themselves came as a text of their own, only their label is left.
        request = BareLabel().Replace(request, "");
        request = Lines.Join(ToneClause().Replace(LanguageClause().Replace(request, ""), ""));
        var signed = Sender().Match(request) is { Success: true } found && !TimeWords.Is(found.Groups["name"].Value) ? found : null;
        request = signed is null ? request : request.Remove(signed.Index, signed.Length);
        var meant = Audience().Match(request);
        var audience = values.Text("audience") is { Length: > 0 } readers ? (language == TextLanguage.Polish ? "odbiorcy: " : "for ") + readers
            : meant.Success ? (language == TextLanguage.Polish ? "dla " : "for ") + meant.Groups["who"].Value : null;
        request = Audience().Replace(request, "");
        List<Intent> intents = template == Kinds.Email ? [.. IntentsOf(request, language)] : [];
        var first = template == Kinds.Email ? (language == TextLanguage.Polish ? PolishIntent() : EnglishIntent()).Match(request) : Match.Empty;
        var head = first.Success ? JoinWord().Replace(request[..first.Index], "") : request;
        var (about, topic) = values.Text("topic") is { Length: > 0 } given ? (AboutOf(given, language), given) : TopicOf(head, template, language);
        var (greeting, feminine) = values.Text("recipient") is { Length: > 0 } name
            ? language == TextLanguage.Polish ? PolishNames.Greet(name) : (name, null) : RecipientOf(request, template, language);
        if (greeting is null && language == TextLanguage.English && Group(first, "whom") is { } whom && char.IsUpper(whom[0]))
        {
            greeting = whom;
        }

        var sender = values.Text("sender") ?? signed?.Groups["name"].Value;
        return new Brief(template, tone, language, topic, about, greeting, feminine, sender, audience, facts, intents, seed);
    }

    private static (string About, string Topic) TopicOf(string request, string template, TextLanguage language)
    {
        if (language == TextLanguage.Polish)
        {
            if (PolishAbout().Match(request) is { Success: true } match)
            {
                var about = Clip(match.Groups["topic"].Value, language);
                var preposition = match.Groups["prep"].Value.ToLowerInvariant();
                return about.Length == 0 ? Nothing(template) : preposition is ":" ? ($"na temat „{about}”", about) : ($"{preposition} {about}", "");
            }

            // "opis produktu młynek do kawy" has no preposition: the genitive after a noun, or a name.
            return PolishGenitive().Match(request) is not { Success: true } bare || Clip(bare.Groups["topic"].Value, language) is not { Length: > 0 } words ? Nothing(template)
                : bare.Value.StartsWith("produktu", StringComparison.OrdinalIgnoreCase) ? ($"na temat: {words}", words) : ($"na temat {words}", "");
        }

        var english = EnglishAbout().Match(request);
        if (!english.Success && template is not Kinds.Email)
        {
            english = EnglishFor().Match(request);
        }

        var topic = english.Success ? Clip(english.Groups["topic"].Value, language) : "";
        if (topic.Length > 0 && template is Kinds.Marketing or Kinds.Product or Kinds.Social)
        {
            topic = Definite(topic);
        }

        return topic.Length > 0 ? ("about " + topic, topic) : template == Kinds.Email ? ("", "") : ("about this subject", "this subject");
    }

    private static (string About, string Topic) Nothing(string template) => template == Kinds.Email ? ("", "") : ("na ten temat", "");

    private static string AboutOf(string topic, TextLanguage language) => language == TextLanguage.Polish ? $"na temat „{topic}”" : "about " + topic;

    /// <summary>"coffee grinder" becomes "the coffee grinder"; names and phrases with a determiner stay.</summary>
    private static string Definite(string topic)
    {
        var first = topic.Split(' ')[0];
        return char.IsUpper(first[0]) || char.IsDigit(first[0]) || Determiner().IsMatch(topic) || topic.Split(' ').Length > 6 || (topic.EndsWith('s') && !topic.EndsWith("ss", StringComparison.Ordinal)) ? Indefinite().Replace(topic, "the ") : "the " + topic;
    }

    private static (string? Greeting, bool? Feminine) RecipientOf(string request, string template, TextLanguage language)
    {
        if (template != Kinds.Email)
        {
            return (null, null);
        }

        if (language == TextLanguage.Polish)
        {
            return PolishTo().Match(request) is { Success: true } match ? PolishNames.GreetGenitive(match.Groups["who"].Value) : (null, null);
        }

        var who = Group(EnglishTo().Match(request), "who");
        return who is null ? (null, null)
            : char.IsUpper(who[0]) ? (who, null)
            : who.Split(' ')[^1] is "team" or "all" or "everyone" or "colleagues" or "neighbours" or "neighbors" or "friends" or "parents" or "customers" or "members"
                ? (who.Split(' ')[^1], null) : (null, null);
    }

    private static IEnumerable<Intent> IntentsOf(string request, TextLanguage language)
    {
        foreach (Match match in (language == TextLanguage.Polish ? PolishIntent() : EnglishIntent()).Matches(request))
        {
            var value = match.Groups["object"].Value.Trim().TrimEnd('.', '!', '?', ',').Trim();
            var kind = match.Groups.Values.Skip(1).FirstOrDefault(group => group.Success && group.Name is not ("object" or "whom") && !char.IsDigit(group.Name[0]))?.Name;
            if (kind is not null && value.Length > 0)
            {
                yield return kind is not "say" && language == TextLanguage.English ? new Intent(kind, Yours().Replace(value, "your"))
                    : kind == "ask_if" && language == TextLanguage.Polish ? new Intent(kind, "czy " + value)
                    : new Intent(kind, value);
            }
        }
    }

    private static string Clip(string topic, TextLanguage language)
    {
        // What follows a full stop is another sentence; a trailing "in three paragraphs" is about the form.
        var span = SentenceSplitter.Split(topic);
        topic = span.Count > 0 ? topic[span[0].Start..span[0].End] : "";
        topic = FormClause().Replace(topic, "").Trim().TrimEnd('.', '!', '?', ',', ';', ':').Trim(' ', '"', '„', '”', '“');
        topic = topic.Length > MaxTopic ? topic[..MaxTopic] : topic;
        return language == TextLanguage.English || topic.Length == 0 ? topic : topic.TrimEnd();
    }

    private static string? Group(Match match, string name) => match.Success && match.Groups[name].Value.Trim() is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"\b(?:notes|facts|key points|points|details|use these|notatki|fakty|punkty|szczegóły|informacje)\s*:\s*", RegexOptions.IgnoreCase)]
    private static partial Regex NotesLabel();

    [GeneratedRegex(@"[,;]?\s*\b(?:notes|facts|key points|details|notatki|fakty|szczegóły)\s*:?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex BareLabel();

    [GeneratedRegex(@",?\s*\b(?:in an? [\w-]+(?: and [\w-]+)? (?:tone|voice|style|way)|(?:[\w-]+ )?tonem(?: [\w-]+)?|ton:? [\w-]+|w [\w-]+ tonie|w tonie [\w-]+|w stylu [\w-]+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ToneClause();

    [GeneratedRegex(@",?\s*\b(?:in (?:english|polish)|po (?:polsku|angielsku)|w języku (?:polskim|angielskim))\b", RegexOptions.IgnoreCase)]
    private static partial Regex LanguageClause();

    [GeneratedRegex(@",?\s*\b(?:[Ff]rom|[Ss]ign(?:ed)?(?: it)?(?: by| as)?|[Pp]odpisan[ya]|[Pp]odpis:?|[Nn]adawca:?)\s+(?<name>\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+){0,2})")]
    private static partial Regex Sender();

    [GeneratedRegex(@",?\s*\b(?:for|dla)\s+(?<who>(?:young |small |busy |new |adult |młodych |małych |początkujących |dorosłych )?(?:children|kids|beginners|parents|students|teachers|experts|seniors|teenagers|readers|customers|clients|gardeners|developers|families|neighbours|neighbors|residents|visitors|tourists|dzieci|sąsiadów|mieszkańców|turystów|początkujących|rodziców|uczniów|studentów|nauczycieli|ekspertów|seniorów|młodzieży|czytelników|klientów|ogrodników|programistów|rodzin))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Audience();

    [GeneratedRegex(@"\b(?:about|regarding|concerning|announcing|on the (?:topic|subject) of|(?<=\b(?:article|essay|story|post|text|report|titles?|headlines?|outline|copy)\s)on)\s+(?<topic>.+)$|:\s*(?<topic>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishAbout();

    [GeneratedRegex(@"\b(?:for|of|describing|introducing|to promote|promoting)\s+(?<topic>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex EnglishFor();

    [GeneratedRegex(@"(?:(?<=\s)(?<prep>o|na temat|w sprawie|odnośnie do)\s+(?:temacie:?\s+)?|(?<prep>:)\s*)(?<topic>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex PolishAbout();

    [GeneratedRegex(@"\b(?:produktu|reklamową|reklamowy|reklamę|reklama|reklamy|marketingowy|historię|opis|dla|do kodu)\s+(?<topic>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex PolishGenitive();

    [GeneratedRegex(@"\b(?:e-?mail|letter|message|note)\s+to\s+(?:my |the |our |all )?(?<who>[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,2}|all|everyone)(?=\s|[,.:]|$)|\bto\s+(?<who>\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]+){0,2})", RegexOptions.None)]
    private static partial Regex EnglishTo();

    [GeneratedRegex(@"\bdo\s+(?<who>(?:pana |pani |państwa )?\p{Lu}\p{L}+)")]
    private static partial Regex PolishTo();

    [GeneratedRegex(
        @"(?<=\s)(?:(?<ask_to>(?:asking|to ask)\s+(?<whom>her|him|them|you|\p{L}+)\s+to)|(?<ask_for>(?:asking|to ask)\s+(?:(?<whom>her|him|them|\p{Lu}\p{L}+)\s+)?for)|(?<ask_about>(?:asking|to ask)\s+(?:(?<whom>her|him|them|\p{Lu}\p{L}+)\s+)?about)|(?<ask_if>(?:asking|to ask)\s+(?:(?<whom>her|him|them|\p{Lu}\p{L}+)\s+)?(?=if|whether|when|where|what|who|how|why))|(?<thank>(?:thanking|to thank)\s+(?:(?<whom>her|him|them|\p{Lu}\p{L}+)\s+)?for)|(?<invite>(?:inviting|to invite)\s+(?:(?<whom>her|him|them|everyone|\p{Lu}\p{L}+)\s+)?to)|(?<apologise>(?:apologi[sz]ing|to apologi[sz]e)\s+(?:to \p{L}+ )?for)|(?<remind_to>(?:reminding|to remind)\s+(?:her|him|them|everyone|\p{Lu}\p{L}+)\s+to)|(?<remind_about>(?:reminding|to remind)\s+(?:(?<whom>her|him|them|everyone|\p{Lu}\p{L}+)\s+)?(?:about|of))|(?<say>(?:saying|to say|telling (?:her|him|them|everyone|\p{Lu}\p{L}+)|to tell (?:her|him|them|everyone|\p{Lu}\p{L}+)|informing (?:her|him|them|everyone|\p{Lu}\p{L}+)|reminding (?:her|him|them|everyone|\p{Lu}\p{L}+)|announcing)\s+that))\s*(?<object>.+?)(?=,?\s+and\s+(?:asking|thanking|inviting|apologi[sz]ing|reminding|saying|telling|informing)\b|,\s+(?:asking|thanking|inviting|apologi[sz]ing|reminding|saying|telling|informing)\b|[.!?](?:\s|$)|$)")]
    private static partial Regex EnglishIntent();

    [GeneratedRegex(
        @"(?<=\s)(?:(?<ask_for>z prośbą o)|(?<ask_if>(?:z pytaniem|z zapytaniem|pytając(?:y|a|e)?),? czy)|(?<ask_about>(?:z pytaniem|z zapytaniem) o)|(?<thank>z podziękowani(?:em|ami) za|dziękując[yae]? za)|(?<invite>z zaproszeniem na|zapraszając[yae]? na)|(?<apologise>z przeprosinami za|przepraszając[yae]? za)|(?<remind_about>z przypomnieniem o|przypominając[yae]? o)|(?<say>(?:informując[yae]?|z informacją|z wiadomością|mówiąc[yae]?)?,? ?że))\s+(?<object>.+?)(?=,?\s+(?:i|oraz)\s+(?:z prośbą|z pytaniem|z podziękowani|z zaproszeniem|z przeprosinami|z przypomnieniem)\b|[.!?](?:\s|$)|$)")]
    private static partial Regex PolishIntent();

    [GeneratedRegex(@",?(?:\s+(?:and|i|oraz))?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex JoinWord();

    [GeneratedRegex(@"\b(?:her|his|their)\b(?=\s+\p{Ll})")]
    private static partial Regex Yours();

    [GeneratedRegex(@",?\s*\b(?:in|with|of|using|w)\s+(?:about |around |at most |up to |około |co najwyżej )?(?:\d+|one|two|three|four|five|six|ten|dwóch|trzech|czterech|pięciu)\s+(?:short |krótkich )?(?:sentences?|words?|paragraphs?|points?|parts?|sections?|zdaniach|słowach|akapitach|punktach|częściach)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FormClause();

    [GeneratedRegex(@"^(?:the|a|an|my|our|your|their|his|her|its|this|that|these|those|some|every|all|[\p{L}]+'s)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Determiner();

    [GeneratedRegex(@"^(?:a|an)\s", RegexOptions.IgnoreCase)]
    private static partial Regex Indefinite();
}
