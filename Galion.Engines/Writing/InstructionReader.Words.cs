using System.Text.RegularExpressions;

namespace Galion.Engines.Writing;

/// <summary>The words of requests, in English and Polish.</summary>
internal static partial class InstructionReader
{
    private const string Numbers =
        @"(?<n>\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty|hundred|jedno|jednym|jednego|dwa|dwie|dwóch|trzy|trzech|cztery|czterech|pięć|pięciu|sześć|sześciu|siedem|siedmiu|osiem|ośmiu|dziewięć|dziewięciu|dziesięć|dziesięciu|dwanaście|piętnaście|dwadzieścia|trzydzieści|pięćdziesiąt|sto|stu)";

    [GeneratedRegex(@"\b(?:summari[sz]e\w*|summar(?:y|ies)|sum(?: it| this| that)? up|tl;?dr|condense|digest|abstract of|(?:main|key|most important) points(?! ?:)|streść\w*|streszcz\w*|podsum\w+)\b|\bw skrócie\b", RegexOptions.IgnoreCase)]
    private static partial Regex SummaryWords();

    [GeneratedRegex(@"\b(?:key ?-?(?:phrases?|words?|terms?|concepts?)|main (?:terms|concepts)|tags for|słow\w* kluczow\w*|słów kluczow\w*|kluczow\w* (?:słow\w*|słów|fraz\w*|poję\w*)|fraz\w* kluczow\w*|tagi)\b", RegexOptions.IgnoreCase)]
    private static partial Regex KeyPhraseWords();

    [GeneratedRegex(@"\b(?:outline|table of contents|konspekt\w*|zarys\w*|spis\w* treści|plan (?:(?:tego|tej) )?(?:tekstu|artykułu|wypracowania|dokumentu|opowiadania|prezentacji))\b", RegexOptions.IgnoreCase)]
    private static partial Regex OutlineWords();

    [GeneratedRegex(@"\b(?:titles?|headlines?|tytuł\w*|nagłów\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TitleWords();

    [GeneratedRegex(@"\b(?:rewrite|re-write|rephrase|paraphrase|reword|simplify|shorten|polish this|make (?:it|th(?:is|at|e)(?: (?:text|e-?mail|message|letter|paragraph|article|note|answer))?|my \w+)(?: sound)? (?:much |a bit |a little |more |less )?(?:short\w*|simpl\w*|formal\w*|official|friendl\w*|casual\w*|warm\w*|easier|polite\w*|brief\w*|concise)|przepisz|przeredaguj|sparafrazuj|uprość|uprosc|skróć|skroc|zmień ton|napisz (?:to|go|ją|je|tekst) (?:prościej|krócej|formalniej|bardziej|oficjalniej|przyjaźniej)|prościej|krócej|formalniej)\b", RegexOptions.IgnoreCase)]
    private static partial Regex RewriteWords();

    [GeneratedRegex(@"\b(?:extract|as json|to json|wyodrębnij|wyciągnij dane|jako json|do json)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ExtractWords();

    [GeneratedRegex(@"\b(?:write|draft|compose|create|prepare|generate|make me|give me|i need|napisz|przygotuj|stwórz|utwórz|ułóż|wygeneruj|zredaguj|potrzebuję)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WriteVerb();

    [GeneratedRegex(@"\b(?:code comments?|doc(?:umentation)? comments?|comment (?:for|on) (?:this|the) (?:code|function|method|class)|docstring|xml doc\w*|komentarz\w* (?:do kodu|dokumentacyjn\w*|do funkcji|do metody|do klasy)|dokumentacj\w+ (?:funkcji|metody|klasy))\b", RegexOptions.IgnoreCase)]
    private static partial Regex CodeCommentWords();

    [GeneratedRegex(@"\b(?:e-?mails?|letter|message|e-?mail\w*|mail\w?|wiadomość|(?<!\b(?:a|an|the|as|bullet|my|this|of) )list)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EmailWords();

    [GeneratedRegex(@"\b(?:product (?:text|description|page|copy)|description of (?:the|a|my|our) product|opis\w* produktu|tekst\w* produktow\w+|opis\w* (?:towaru|wyrobu))\b", RegexOptions.IgnoreCase)]
    private static partial Regex ProductWords();

    [GeneratedRegex(@"\b(?:marketing (?:text|copy|blurb)|marketing|advert\w*|ad(?: copy| text)?|sales (?:copy|text)|flyer|landing page|tekst\w* (?:marketingow\w+|reklamow\w+)|reklam\w+|ulotk\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MarketingWords();

    [GeneratedRegex(@"\b(?:social(?: media)? (?:post|text|update)|(?:short )?post(?! office)|tweet|post\w{0,3}|wpis\w{0,3} (?:na|do|w) (?:media\w*|facebook\w*|instagram\w*|linkedin\w*|portal\w*)|wpis)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SocialWords();

    [GeneratedRegex(@"\b(?:articles?|blog (?:post|article|entry)|essay|news (?:item|piece|story)|report|artykuł\w*|wpis\w* na blog\w*|felieton\w*|notatk\w+ prasow\w+|tekst)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ArticleWords();

    [GeneratedRegex(@"\b(?:stor(?:y|ies)|tale|fairy tale|bedtime story|opowiadani\w+|opowieść|bajk\w+|baśń|histori\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex StoryWords();

    [GeneratedRegex(@"\b(?:formal\w*|official\w*|business-?like|formaln\w*|oficjaln\w*|urzędow\w*|grzeczn\w*|polite\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FormalTone();

    [GeneratedRegex(@"\b(?:friendl\w*|warm\w*|casual\w*|informal\w*|przyjaz\w*|przyjaźni\w*|ciepł\w*|swobodn\w*|luźn\w*|serdeczn\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex FriendlyTone();

    [GeneratedRegex(@"\b(?:enthusiastic\w*|excited|energetic|cheerful|entuzjastyczn\w*|radosn\w*|energiczn\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex EnthusiasticTone();

    [GeneratedRegex(@"\b(?:playful\w*|funny|humorous\w*|witty|light-?hearted|żartobliw\w*|zabawn\w*|dowcipn\w*|śmieszn\w*|lekk\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlayfulTone();

    [GeneratedRegex(@"\b(?:neutral\w*|matter-of-fact|neutraln\w*|rzeczow\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NeutralTone();

    [GeneratedRegex(@"\b(?:in an? [\w-]+ (?:tone|voice|style|way)|tonem [\w-]+|ton:? [\w-]+|w [\w-]+ tonie|w tonie [\w-]+|[\w-]+ tonem)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ToneClause();

    [GeneratedRegex(@"\b(?:about|regarding|concerning|announcing|asking|saying|telling|thanking|inviting|reminding|apologi[sz]ing|informing|na temat|w sprawie|o|że|z prośbą|z podziękowani\w+|z zaproszeniem|z przeprosinami|z pytaniem|z przypomnieniem)\b|:", RegexOptions.IgnoreCase)]
    private static partial Regex TopicStart();

    [GeneratedRegex(@"\b(?:short\w*|brief\w*|concise|krót\w*|krócej|skróć|skroc|zwięź\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ShorterWords();

    [GeneratedRegex(@"\b(?:short|brief|briefly|krótk\w*|krótko|zwięź\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ShortWords();

    [GeneratedRegex(@"\b(?:long|detailed|in detail|długi\w*|szczegółow\w*|obszern\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LongWords();

    [GeneratedRegex(@"\b(?:half|połow\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HalfWords();

    [GeneratedRegex(@"\b" + Numbers + @"(?:[ -](?:short|long|full|krótki\w*|pełn\w*))?[ -]?(?<unit>sentences?|words?|bullet(?:s\b| points?)|paragraphs?|percent|procent\w*|%|zdani\w*|zdań|słowa\b(?! kluczow)|słów\b(?! kluczow)|słowach|akapi\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex LengthWords();

    [GeneratedRegex(@"\b" + Numbers + @" (?:key ?-?(?:phrases?|words?|terms?|points?)|keywords?|titles?|headlines?|points?|parts?|sections?|quotes?|phrases?|tags|tytuł\w*|nagłów\w*|słów kluczow\w*|słowa kluczow\w*|fraz\w*|bullet(?:s\b| points?)|punkt\w*|częś\w*|cytat\w*|propozycj\w*)", RegexOptions.IgnoreCase)]
    private static partial Regex CountWords();

    [GeneratedRegex(@"\b(?:in english|po angielsku|w języku angielskim)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InEnglish();

    [GeneratedRegex(@"\b(?:in polish|po polsku|w języku polskim)\b", RegexOptions.IgnoreCase)]
    private static partial Regex InPolish();

    [GeneratedRegex(@"\b(?:it|that|this|to|go|ją|je|your (?:answer|text|summary)|odpowiedź)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BackReference();

    [GeneratedRegex(@"\b(?:this|the|that|ten|tego|cały) (?:text|document|article|report|page|file|tekst\w*|dokument\w*|artykuł\w*|raport\w*|plik\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OwnText();

    [GeneratedRegex(@"^\W*(?:and |so |a |i )?(?:what|who|whom|whose|when|where|why|which|how|does|do|did|is|are|was|were|has|have|according to|co|kto|kogo|komu|kim|kiedy|gdzie|skąd|dokąd|dlaczego|czemu|ile|ilu|jak|jaki|jaka|jakie|jakim|jaką|który|która|które|czy|czym|czego|według)\b|\b(?:does the (?:text|document|article) say|mówi (?:tekst|dokument|artykuł)|quote what|zacytuj|answer (?:the|this|my) question|odpowiedz na pytanie)\b", RegexOptions.IgnoreCase)]
    private static partial Regex QuestionStart();

    [GeneratedRegex(@"\b(?:can|could|would|will) you\b|\bplease\b|\bproszę\b|\b(?:możesz|mógłbyś|mogłabyś|czy możesz)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PoliteRequest();

    /// <summary>A text that is there already begins like this, and so do sentences about one.</summary>
    [GeneratedRegex(@"^\W*(?:the|this|that|these|those|my|our|your|his|her|their|ten|ta|te|tamten|tamta|mój|moja|moje|nasz\w*|jego|jej|ich)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SpokenOf();

    [GeneratedRegex(@"^\W*(?:what are|jakie są|podaj)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatAre();

    [GeneratedRegex(@"\b(?:bullet(?:ed|s)?(?: points?| list)?|as a list|points|w punktach|punktach|punkty|wypunktuj|jako list\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ListWords();

    [GeneratedRegex(@"\b(?:translat\w+|przetłumacz\w*|tłumacz\w*)\b|\binto (?:german|french|spanish|italian|polish|english|czech|ukrainian|russian|chinese|japanese|latin)\b", RegexOptions.IgnoreCase)]
    private static partial Regex TranslationWords();

    [GeneratedRegex(@"\b(?:poems?|verses?|haiku|limerick|sonnet|song|lyrics|jokes?|riddle|recipes?|wiersz\w*|rymowank\w*|piosenk\w*|żart\w*|dowcip\w*|zagadk\w*|przepis(?:u|y)?(?= na\b))\b", RegexOptions.IgnoreCase)]
    private static partial Regex InventionWords();

    [GeneratedRegex(@"\b(?:(?:what|how) do you (?:think|feel)|(?:what(?:'s| is)|give me|tell me) your (?:opinion|view)|do you (?:like|agree|believe)|would you recommend|co (?:o tym )?(?:sądzisz|myślisz|uważasz)|twoj\w* (?:zdanie|opini\w*)|jakie masz zdanie|zgadzasz się|czy lubisz)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OpinionWords();

    [GeneratedRegex(@"\b(?:write (?:a|the|some) (?:code|program|script|function)|(?:calculate|compute|solve)|search (?:the web|online|the internet)|google|look up online|(?:draw|paint) (?:me )?(?:a|an|the)|oblicz|policz|rozwiąż|wyszukaj w internecie|poszukaj w internecie|narysuj|namaluj|napisz (?:kod|program|skrypt|funkcję))\b", RegexOptions.IgnoreCase)]
    private static partial Regex OtherWork();

    [GeneratedRegex(@"\b(?:texts?|document|article|following|below|above|please|version|kindly|file|message|answer|wording|thanks?|hello|form|tekst\w*|dokument\w*|artykuł\w*|poniższ\w*|powyższ\w*|następując\w*|proszę|wersj\w*|plik\w*|napisz|wypisz|podaj|zrób|ułóż|przygotuj|zaproponuj|wymyśl|stwórz|write|list|suggest|create|prepare|propose|find|extract|provide|draft|produce|generate|want|like|około|mniej|więcej|about|roughly|maximum|exactly|dokładnie|najważniejsz\w*|important|main|główn\w*|treść|sens\w*|prost\w*|plain|words?|language|język\w*|english|polish|polsku|angielsku|tone|tonie|tonem|style|stylu|way|sposób|sentences?|paragraphs?|słow\w*|zdani\w*|zdań)\b", RegexOptions.IgnoreCase)]
    private static partial Regex PlainWords();

    [GeneratedRegex(@"\b(?:simpl\w*|easier|easily|prości\w*|łatwi\w*|zrozumi\w*)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SimplerWords();
}
