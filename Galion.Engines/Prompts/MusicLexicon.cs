using System.Collections.Frozen;
using Galion.Engines.Composing.Parts;

namespace Galion.Engines.Prompts;

/// <summary>
/// The words about music that are understood, English and Polish, without diacritics and in lower case. A trailing asterisk stands for any
/// ending of at most five letters.
/// </summary>
internal static class MusicLexicon
{
    public const int LongestPhrase = 3;
    private const int LongestEnding = 5;

    private static readonly (object Meaning, string Terms)[] Entries =
    [
        (new Style("ambient"), "ambient|ambient music|drone|new age|soundscape|meditation|meditative|spa|sleep music|ambientow*|ambientu|ambientem|medytac*|relaksac*"),
        (new Style("lofi"), "lofi|lo fi|lo-fi|chillhop|study beats|chill hop|hip hop|hiphop|boom bap|lofi hip hop|lo fi hip"),
        (new Style("house"), "house|deep house|techno|edm|dance|club|electronic dance|disco|trance|tanecz*|klubow*|elektronicz*"),
        (new Style("synthwave"), "synthwave|retrowave|outrun|vaporwave|eighties|80s|1980s|retro synth|lata osiemdziesiate|lat osiemdziesiatych|syntezatorow*"),
        (new Style("orchestral"), "orchestral|orchestra|symphony|symphonic|classical|baroque|chamber music|orkiestr*|symfoni*|klasycz*|barok*"),
        (new Style("piano_solo"), "piano solo|solo piano|piano piece|piano ballad|piano music|solo na fortepian|fortepian solo|muzyka fortepianowa|utwor fortepianowy"),
        (new Style("folk"), "folk|acoustic|country|bluegrass|celtic|irish|campfire|singer songwriter|folkow*|ludow*|akustycz*|ognisk*|celtyck*"),
        (new Style("jazz"), "jazz|jazzy|swing|bebop|bossa|bossa nova|blues|big band|jazzow*|swingow*|bluesow*"),
        (new Style("chiptune"), "chiptune|8 bit|8bit|chip music|video game|game music|arcade|nintendo style|gra wideo|z gry|osmiobitow*|8 bitow*"),
        (new Style("cinematic"), "cinematic|film score|soundtrack|film music|trailer|movie|score|filmow*|muzyka filmowa|sciezka dzwiekowa|zwiastun*"),
        (new Style("waltz"), "waltz|walc|walca|walcu|walczyk*"),
        (new Style("rock"), "rock|indie|punk|rock band|garage|rockow*"),

        (new Mood("calm"), "calm|serene|peaceful|tranquil|quiet|gentle|soft|relaxing|relaxed|chill|soothing|zen|spokojn*|cich*|lagodn*|delikatn*|kojac*|wyciszon*"),
        (new Mood("happy"), "happy|joyful|cheerful|playful|bright|sunny|uplifting|fun|optimistic|radosn*|wesol*|pogodn*|szczesliw*|optymistycz*|skoczn*"),
        (new Mood("sad"), "sad|melancholic|melancholy|mournful|lonely|nostalgic|bittersweet|sorrow|tearful|smutn*|melancholij*|nostalgicz*|zalobn*|samotn*|teskn*"),
        (new Mood("dark"), "dark|gloomy|sinister|ominous|evil|horror|bleak|mroczn*|ponur*|zlowieszcz*|zlowrog*|groz*|ciemn*"),
        (new Mood("epic"), "epic|heroic|majestic|grand|triumphant|powerful|monumental|battle|epick*|heroicz*|bohatersk*|majestatycz*|podnios*|triumfaln*|potezn*|bitew*"),
        (new Mood("dreamy"), "dreamy|ethereal|floating|hazy|dreamlike|marzyciel*|senn*|rozmarzon*|eterycz*|oniryczn*"),
        (new Mood("tense"), "tense|suspense|suspenseful|anxious|thriller|nervous|chase|napiet*|nerwow*|niespokoj*|poscig*|napieci*"),
        (new Mood("romantic"), "romantic|tender|love|warm|sensual|intimate|cozy|cosy|romantycz*|czul*|milosn*|ciepl*|nastrojow*|intymn*"),
        (new Mood("energetic"), "energetic|driving|intense|upbeat|lively|powerful beat|workout|party|energicz*|dynamicz*|zyw*|intensywn*|imprez*|porywaj*"),
        (new Mood("mysterious"), "mysterious|mystical|magical|eerie|enigmatic|haunting|tajemnicz*|magicz*|mistycz*|zagadkow*"),

        (new Tempo(-1.4f), "very slow|largo|bardzo wolno|bardzo wolne|bardzo wolny|bardzo wolna|grave"),
        (new Tempo(-0.7f), "slow|adagio|lento|slowly|downtempo|wolno|woln*|powol*|ballad|ballada|ballade"),
        (new Tempo(0), "moderate|andante|moderato|mid tempo|medium tempo|umiarkowan*"),
        (new Tempo(0.6f), "fast|quick|allegro|brisk|uptempo|up tempo|szybk*|predk*"),
        (new Tempo(1.2f), "very fast|presto|vivace|bardzo szybko|bardzo szybki|bardzo szybka|bardzo szybkie|furious"),

        (new ScaleWord("major"), "major|major key|dur|durow*"),
        (new ScaleWord("minor"), "minor|minor key|moll|mollow*|molow*"),
        (new ScaleWord("harmonic_minor"), "harmonic minor|moll harmoniczna|moll harmoniczny"),
        (new ScaleWord("dorian"), "dorian|dorian mode|dorycka|dorycki|doryckiej"),
        (new ScaleWord("phrygian"), "phrygian|phrygian mode|frygijsk*"),
        (new ScaleWord("lydian"), "lydian|lydian mode|lidyjsk*"),
        (new ScaleWord("mixolydian"), "mixolydian|mixolydian mode|miksolidyjsk*"),
        (new ScaleWord("major_pentatonic"), "major pentatonic|pentatonic|pentatoni*"),
        (new ScaleWord("minor_pentatonic"), "minor pentatonic|pentatonika molowa"),

        (Part.Drums, "drums|drum|beat|beats|percussion|drum beat|drum kit|perkusj*|beben|bebny|bebnow|bebnami|bit|bitu|bitem"),
        (Part.Bass, "bass|bassline|bass line|bas|basu|basem|linia basu"),
        (Part.Harmony, "chords|harmony|accompaniment|akord*|akompaniament*"),
        (Part.Melody, "melody|lead|tune|theme|solo|melodi*|temat|tematu|solowk*"),
        (Part.Pads, "pads|pad|background pad|tla|pady"),

        (new Player("piano"), "piano|grand piano|fortepian*|pianin*"),
        (new Player("electric_piano"), "electric piano|rhodes|wurlitzer|fender rhodes|pianino elektryczne|elektryczne pianino"),
        (new Player("acoustic_guitar"), "guitar|acoustic guitar|guitars|gitar*|gitara akustyczna"),
        (new Player("nylon_guitar"), "nylon guitar|classical guitar|spanish guitar|gitara klasyczna"),
        (new Player("clean_guitar"), "electric guitar|clean guitar|gitara elektryczna|gitary elektrycznej"),
        (new Player("strings"), "strings|string section|violins|smyczk*|sekcja smyczkowa"),
        (new Player("violin"), "violin|fiddle|skrzyp*"),
        (new Player("cello"), "cello|violoncello|wiolonczel*"),
        (new Player("contrabass"), "contrabass|double bass section|kontrabas orkiestrowy"),
        (new Player("upright_bass"), "upright bass|double bass|kontrabas*"),
        (new Player("electric_bass"), "electric bass|bass guitar|gitara basowa|gitary basowej"),
        (new Player("synth_bass"), "synth bass|analog bass|bas syntezatorowy"),
        (new Player("sub_bass"), "sub bass|sub"),
        (new Player("flute"), "flute|flet|fletu|fletem|flety"),
        (new Player("whistle"), "tin whistle|whistle|recorder|fujark*|gwizd*"),
        (new Player("clarinet"), "clarinet|klarnet*"),
        (new Player("saxophone"), "saxophone|sax|saksofon*"),
        (new Player("trumpet"), "trumpet|trabk*|trabc*"),
        (new Player("brass"), "brass|horns|brass section|blach*|instrumenty dete blaszane|waltorni*|rog|rogi"),
        (new Player("choir"), "choir|voices|choral|chor|choru|chory|chorem"),
        (new Player("organ"), "organ|church organ|hammond|organy|organow|organami"),
        (new Player("accordion"), "accordion|akordeon*"),
        (new Player("harp"), "harp|harf*"),
        (new Player("marimba"), "marimba|xylophone|marimb*|ksylofon*"),
        (new Player("vibraphone"), "vibraphone|vibes|wibrafon*"),
        (new Player("music_box"), "music box|celesta|glockenspiel|pozytywk*|czelest*|dzwonk*"),
        (new Player("bell"), "bell|bells|chimes|dzwon*"),
        (new Player("saw_lead"), "synth lead|lead synth|synth|synthesizer|synths|syntezator*"),
        (new Player("synth_pluck"), "plucks|pluck|synth pluck"),
        (new Player("warm_pad"), "warm pad|synth pad|analog pad"),
        (new Player("glass_pad"), "glass pad|crystal pad"),
        (new Player("brush_kit"), "brushes|brushed drums|miotelk*"),
        (new Player("hand_percussion"), "bongos|congas|hand percussion|cajon|bongosy|kongi"),
        (new Player("cinematic_kit"), "taiko|war drums|big drums|bebny taiko"),
        (new Player("orchestral_percussion"), "timpani|kotly"),
        (new Player("electronic_kit"), "drum machine|808|909|automat perkusyjny"),

        (new FormWord("intro"), "intro|introduction|wstep|wstepu"),
        (new FormWord("verse"), "verse|verses|zwrotk*"),
        (new FormWord("prechorus"), "prechorus|pre chorus|build up|buildup"),
        (new FormWord("chorus"), "chorus|choruses|refrain|hook|refren*"),
        (new FormWord("bridge"), "bridge|middle eight|lacznik*|mostek"),
        (new FormWord("breakdown"), "breakdown"),
        (new FormWord("outro"), "outro|ending|coda|zakonczeni*|koda"),

        (new Filler(), "music|song|track|piece|composition|instrumental|minute|minutes|second|seconds|key|tempo|bpm|style|muzyk*|utwor*|piosenk*|kawalek|kompozycj*|instrumentaln*|minut*|sekund*|tonacj*|skala|skali|gatunk*|nastroj|with|background|something|make|play|like|feel|feeling|mood|vibe|vibes|sound|sounds|time|signature|metrum|takt|takty|cos|graj|zagraj|prosze|please|bars"),
    ];

    private static readonly FrozenDictionary<string, object> Whole = Terms(isStem: false);

    private static readonly FrozenDictionary<string, object> Stems = Terms(isStem: true);

    /// <param name="phrase">One to three folded words, joined by single spaces.</param>
    public static object? Find(string phrase)
    {
        if (Whole.TryGetValue(phrase, out var meaning))
        {
            return meaning;
        }

        for (var length = phrase.Length; length >= Math.Max(3, phrase.Length - LongestEnding); length--)
        {
            if (!phrase.AsSpan(length).Contains(' ') && Stems.TryGetValue(phrase[..length], out meaning))
            {
                return meaning;
            }
        }

        return null;
    }

    private static FrozenDictionary<string, object> Terms(bool isStem) => Entries
        .SelectMany(entry => entry.Terms.Split('|').Where(term => term.EndsWith('*') == isStem).Select(term => KeyValuePair.Create(term.TrimEnd('*'), entry.Meaning)))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary();

    internal sealed record Style(string Name);

    internal sealed record Mood(string Name);

    internal sealed record Tempo(float Bias);

    internal sealed record ScaleWord(string Name);

    internal sealed record Player(string Instrument);

    internal sealed record FormWord(string Kind);

    internal sealed record Filler;
}
