using System.Collections.Frozen;

namespace Galion.Engines.Prompts;

/// <summary>
/// The words that are understood, English and Polish, without diacritics and in lower case. A trailing asterisk stands for any ending of at
/// most five letters, which is how Polish inflects.
/// </summary>
internal static class Lexicon
{
    public const int LongestPhrase = 3;
    private const int LongestEnding = 5;

    private static readonly (object Meaning, string Terms)[] Entries =
    [
        (Subject.Mountains, "mountain|mountains|mountainous|peak|peaks|alps|alpine|summit|ridge|fjord|fjords|gor|gora|gory|gorach|gorami|gorze|gorski*|szczyt*|tatr*|alp*"),
        (Subject.Hills, "hill|hills|hilly|countryside|valley|tuscany|pagor*|wzgorz*|dolin*"),
        (Subject.Sea, "sea|ocean|seascape|beach|coast|coastal|shore|waves|wave|bay|morz*|morski*|ocean*|plaz*|wybrzez*|fal|fala|fale|falami|zatok*|seaside"),
        (Subject.Lake, "lake|lakes|pond|tarn|jezior*|staw|stawu|stawie"),
        (Subject.River, "river|rivers|stream|creek|brook|rzek*|rzece|rzeczk*|strumie*|potok*"),
        (Subject.Waterfall, "waterfall|waterfalls|cascade|wodospad*"),
        (Subject.Forest, "forest|forests|woods|woodland|jungle|las|lasu|lasem|lesie|lasy|lasach|puszcz*|dzungl*"),
        (Subject.Trees, "tree|trees|oak|oaks|maple|drzew*|dab|deby|debow|klon*"),
        (Subject.Conifers, "pine|pines|spruce|spruces|fir|firs|conifer|conifers|sosn*|sosen|swierk*|jodl*|jodel"),
        (Subject.Palms, "palm|palms|palm tree|palm trees|tropical|palma|palmy|palmami|tropik*|tropical*"),
        (Subject.Birches, "birch|birches|brzoz*"),
        (Subject.Blossoms, "blossom|blossoms|cherry blossom|cherry blossoms|sakura|cherry tree|cherry trees|wisni*|kwitnac*"),
        (Subject.Meadow, "meadow|meadows|field|fields|grass|grassland|prairie|steppe|lak|laka|laki|lace|lakach|pole|pola|polu|trawa|trawy|traw"),
        (Subject.Flowers, "flower|flowers|poppy|poppies|tulip|tulip|tulips|daisy|daisies|wildflower|wildflowers|sunflower|sunflowers|roses|rose garden|lavender field|lavender fields|lavender meadow|pole lawendy|pola lawendy|polu lawendy|lawendowe pol*|lawendowym pol*|kwiat*|mak|maki|makami|makow*|tulipan*|slonecznik*|stokrot*|roze"),
        (Subject.Desert, "desert|dune|dunes|sahara|sand dunes|pustyn*|wydm*|sahar*"),
        (Subject.Island, "island|islands|isle|atoll|wysp*"),
        (Subject.Volcano, "volcano|volcanoes|volcanic|lava|eruption|wulkan*|lawa|lawy|erupcj*"),
        (Subject.Canyon, "canyon|canyons|mesa|mesas|butte|kanion*"),
        (Subject.City, "city|cities|skyline|cityscape|metropolis|downtown|skyscraper|skyscrapers|urban|cyberpunk|street|miast*|miescie|wiezow*|metropoli*|ulic*"),
        (Subject.Village, "village|town|hamlet|villages|wies|wsi|wiosk*|miasteczk*"),
        (Subject.House, "house|houses|cottage|cabin|hut|home|barn|farmhouse|dom|domu|domek|domy|domow|domami|domach|domki|domkow|domkami|domkach|domem|domku|chat|chata|chaty|chatka|chatk*"),
        (Subject.Castle, "castle|fortress|citadel|palace|tower|ruins|zamek|zamk*|twierdz*|palac*|wiez*|ruin*"),
        (Subject.Lighthouse, "lighthouse|lighthouses|beacon|latarnia morska|latarni morskiej|latarnie morskie|latarnia|latarni"),
        (Subject.Bridge, "bridge|bridges|viaduct|aqueduct|most|mostu|mosty|mostem|moscie|wiadukt*"),
        (Subject.Windmill, "windmill|windmills|wiatrak*|mlyn*"),
        (Subject.Boat, "boat|boats|sailboat|sailboats|ship|ships|sail|sails|sailing|yacht|yachts|canoe|lod*|lodz|lodka|zaglow*|statek|statk*|jacht*|okret*"),
        (Subject.Sky, "sky|skies|heaven|nieb*"),
        (Subject.Clouds, "cloud|clouds|cloudscape|cumulus|chmur*|oblok*"),
        (Subject.Sun, "sun|sunlight|sunny|sunshine|sunbeam|sunbeams|slonc*|slonecz*"),
        (Subject.Moon, "moon|moonlight|moonlit|full moon|crescent|crescent moon|ksiezyc*|pelni*"),
        (Subject.Stars, "star|stars|starry|starlight|constellation|constellations|gwiazd*|gwiezdz*"),
        (Subject.Aurora, "aurora|auroras|aurora borealis|northern lights|polar lights|zorz*|zorza polarna|zorze|zorzy"),
        (Subject.MilkyWay, "milky way|droga mleczna|drogi mlecznej|droge mleczna"),
        (Subject.Meteor, "meteor|meteors|shooting star|shooting stars|falling star|comet|meteor*|komet*|spadajaca gwiazda"),
        (Subject.Rainbow, "rainbow|rainbows|tecz*"),
        (Subject.Lightning, "lightning|thunderbolt|blyskawic*|piorun*"),
        (Subject.Birds, "bird|birds|seagull|seagulls|gulls|swallows|flock|geese|cranes|ptak*|ptac*|mew|mewa|mewy|zuraw*|boci*"),
        (Subject.Swan, "swan|swans|labedz*|labadek"),
        (Subject.Person, "person|people|human|figure|wanderer|traveler|traveller|hiker|silhouette|portrait|child|someone|crowd|postac*|czlowiek*|ludz*|osob*|portret*|sylwetk*|wedrowiec|wedrowc*|dziecko"),
        (Subject.Woman, "woman|women|girl|lady|queen|princess|kobiet*|dziewczyn*|pani|krolow*"),
        (Subject.Man, "man|men|boy|guy|knight|monk|samurai|mezczyzn*|chlopak*|chlopiec|rycerz*|mnich*"),
        (Subject.Couple, "couple|lovers|par|para|pary|zakochan*"),
        (Subject.Cat, "cat|cats|kitten|kot|kota|koty|kotem|kotek|kotka"),
        (Subject.Wolf, "wolf|wolves|dog|dogs|fox|coyote|wilk*|wilcz*|pies|psa|psy|lis|lisa"),
        (Subject.Horse, "horse|horses|stallion|pony|kon|konia|konie|koni|konmi|koniem"),
        (Subject.Deer, "deer|stag|elk|moose|reindeer|jelen*|jeleni*|sarn*|los|losia"),
        (Subject.Space, "space|cosmos|cosmic|universe|outer space|deep space|interstellar|kosmos*|kosmicz*|wszechswiat*"),
        (Subject.Planet, "ringed planet|ringed planets|planet with rings|planeta z pierscieniami|planet|planets|saturn|jupiter|mars|exoplanet|alien world|planet*"),
        (Subject.Galaxy, "galaxy|galaxies|galaktyk*"),
        (Subject.Nebula, "nebula|nebulae|mglawic*"),
        (Subject.Abstract, "abstract|abstraction|fluid art|swirls|swirl|marble|marbled|shapes|forms|abstrak*|ksztalt*|wir|wiry"),
        (Subject.Pattern, "pattern|patterns|geometric|geometry|tiles|tiling|tessellation|mosaic|wzor|wzory|wzorem|geometrycz*|mozaik*"),
        (Subject.Mandala, "mandala|mandalas|kaleidoscope|rosette|mandal*|kalejdoskop*|rozet*"),
        (Subject.Reflection, "reflection|reflections|reflecting|mirror|mirrored|odbici*|lustro|lustrz*"),
        (Subject.Balloon, "balloon|balloons|hot air balloon|hot air balloons|balon*"),

        (new Place((Subject.Sea, 1), (Subject.Village, 1), (Subject.Boat, 3)), "harbour|harbours|harbor|harbors|port|ports|marina|portu|porty|portem|porcie|portowy|portowe|portowa|przystan*"),
        (new Place((Subject.Flowers, 1), (Subject.Trees, 3)), "garden|gardens|ogrod|ogrodu|ogrody|ogrodem|ogrodzie|ogrodek|ogrodku|ogrodach"),
        (new CloseUp(), "close up|closeup|close ups|up close|zblizenie|zblizeniu|z bliska"),

        (TimeOfDay.Dawn, "dawn|sunrise|daybreak|early morning|morning|swit|switu|swicie|wschod|wschod slonca|wschodem|wschodzie|poranek|poranny|rano|ranek|poranna"),
        (TimeOfDay.Day, "day|daytime|midday|noon|afternoon|daylight|dzien|poludnie|popoludnie|dniem"),
        (TimeOfDay.Golden, "golden hour|golden light|warm light|evening light|zlota godzina|zlotej godzinie|zlotej godziny"),
        (TimeOfDay.Sunset, "sunset|sundown|sunsets|setting sun|evening|zachod|zachod slonca|zachodzie|zachodu|zachodem|zachodzace slonce|wieczor|wieczorem|wieczorny"),
        (TimeOfDay.Dusk, "dusk|twilight|blue hour|gloaming|zmierzch*|zmrok*|polmrok*"),
        (TimeOfDay.Night, "night|nighttime|midnight|nocturnal|nocturne|noc|noca|nocy|nocny|nocna|nocne|polnoc"),

        (Weather.Clear, "clear sky|clear|cloudless|bezchmurn*|czyste niebo|pogodn*"),
        (Weather.Cloudy, "cloudy|pochmurn*|zachmurz*"),
        (Weather.Overcast, "overcast|grey sky|gray sky|szare niebo"),
        (Weather.Storm, "storm|stormy|thunderstorm|tempest|thunder|burz*|sztorm*"),
        (Weather.Rain, "rain|rainy|raining|drizzle|downpour|deszcz*|ulew*"),
        (Weather.Snow, "snow|snowy|snowfall|snowing|blizzard|snieg*|sniezn*|sniezyc*|zamiec*"),
        (Weather.Fog, "fog|foggy|mist|misty|haze|hazy|mgl*|mglist*|zamglon*"),

        (Season.Spring, "spring|springtime|wiosn*|wiosenn*"),
        (Season.Summer, "summer|summertime|lato|lata|latem|letni|letnia|letnie"),
        (Season.Autumn, "autumn|autumnal|fall colors|fall colours|fall foliage|jesien*|jesienn*"),
        (Season.Winter, "winter|wintry|frozen|ice|icy|frost|frosty|arctic|zim|zima|zimy|zimie|zimow*|lod|lodu|mroz*|mrozn*|arktycz*"),

        (Mood.Calm, "calm|serene|peaceful|tranquil|quiet|still|zen|spokojn*|cich*|lagodn*"),
        (Mood.Dramatic, "dramatic|intense|powerful|moody|dramatyczn*|mocn*"),
        (Mood.Gloomy, "gloomy|dark|sad|melancholic|melancholy|sombre|somber|bleak|ponur*|mroczn*|smutn*|ciemn*"),
        (Mood.Joyful, "joyful|happy|cheerful|playful|bright|radosn*|wesol*|jasn*"),
        (Mood.Mysterious, "mysterious|mystical|magical|enchanted|eerie|magic|haunted|tajemnicz*|magiczn*|zaczarowan*|mistyczn*"),
        (Mood.Dreamy, "dreamy|dreamlike|surreal|ethereal|fantasy|soft|marzyciel*|senn*|fantasy|bajkow*|basniow*"),
        (Mood.Epic, "epic|majestic|grand|monumental|vast|epick*|majestatyczn*|wspanial*"),
        (Mood.Lonely, "lonely|solitary|lone|alone|isolated|samotn*"),
        (Mood.Romantic, "romantic|warm|cozy|cosy|romantyczn*|przytuln*|ciepl*"),
        (Mood.Vivid, "vivid|vibrant|colorful|colourful|saturated|kolorow*|barwn*|zywe|nasycon*"),
        (Mood.Muted, "muted|desaturated|faded|subtle|pale|stonowan*|blad*|wyblak*"),
        (Mood.Minimal, "minimal|minimalist|minimalistic|simple|minimalistycz*|prost*"),

        (new Style("painterly"), "painterly|matte painting|digital painting|concept art|painting|obraz|malowan*|cinematic|photorealistic|realistic"),
        (new Style("watercolour"), "watercolour|watercolor|watercolors|aquarelle|akwarel*"),
        (new Style("oil"), "oil|oil painting|oil on canvas|impressionist|impressionism|impasto|van gogh|obraz olejny|olejn*|impresjoni*"),
        (new Style("ink"), "ink|ink wash|sumi|sumi e|ink drawing|ink painting|tusz*"),
        (new Style("pixel_art"), "pixel|pixel art|pixelart|pixels|8 bit|16 bit|8bit|16bit|piksel*|pixel-art"),
        (new Style("low_poly"), "low poly|lowpoly|polygonal|polygons|triangles|low polygon|wielokat*|trojkat*"),
        (new Style("line_art"), "line art|lineart|line drawing|engraving|etching|outline|contour|outlines|kontur*|rysunek|liniowy|grafika liniowa|rycin*"),
        (new Style("flow_field"), "flow field|flowfield|flow lines|generative|generative art|streamlines|pole przeplywu|linie pola"),
        (new Style("isometric"), "isometric|diorama|izometrycz*|izometri*"),
        (new Style("stained_glass"), "stained glass|leaded glass|tiffany|witraz*"),
        (new Style("poster"), "poster|screen print|screenprint|art deco|flat design|travel poster|vector|silkscreen|plakat*|sitodruk*"),
        (new Style("pointillism"), "pointillism|pointillist|pointillistic|divisionism|dots of colour|dots of color|puentyliz*|pointyliz*|puentylist*"),
        (new Style("linocut"), "linocut|lino print|woodcut|block print|relief print|linoryt*|drzeworyt*"),
        (new Style("ukiyo_e"), "ukiyo e|ukiyoe|japanese print|japanese woodblock|japanese woodcut|woodblock print|woodblock|japonski drzeworyt|drzeworyt japonski|rycina japonska"),
        (new Style("charcoal"), "charcoal|charcoal drawing|charcoal sketch|chalk drawing|weglem|wegiel|szkic weglem|rysunek weglem"),
        (new Style("paper_cut"), "paper cut|papercut|paper cutout|paper cut out|cut paper|paper art|paper craft|papercraft|paper layers|layered paper|wycinank*|papieroplasty*|z papieru"),

        (new Palette("pastel"), "pastel|pastels|pastelow*"),
        (new Palette("neon"), "neon|neons|synthwave|vaporwave|cyberpunk colors|neonow*"),
        (new Palette("sepia"), "sepia|vintage|sepii"),
        (new Palette("mono"), "monochrome|monochromatic|black and white|greyscale|grayscale|monochromatycz*|czarno bial*"),
        (new Palette("noir"), "noir|film noir"),

        (new NamedColor("red", 27, 0.20f, 0.58f), "red|crimson|scarlet|ruby|czerwon*|szkarlat*"),
        (new NamedColor("maroon", 18, 0.12f, 0.38f), "maroon|burgundy|bordo|bordow*|burgund*"),
        (new NamedColor("coral", 38, 0.14f, 0.73f), "coral|salmon|koralow*|lososiow*"),
        (new NamedColor("orange", 55, 0.17f, 0.72f), "orange|amber|copper|tangerine|pomarancz*|bursztyn*|miedzian*"),
        (new NamedColor("gold", 82, 0.15f, 0.78f), "gold|golden|zlot*"),
        (new NamedColor("yellow", 102, 0.17f, 0.87f), "yellow|lemon|zolt*"),
        (new NamedColor("olive", 110, 0.10f, 0.55f), "olive|khaki|oliwkow*"),
        (new NamedColor("mint", 160, 0.13f, 0.85f), "mint|mietow*"),
        (new NamedColor("green", 143, 0.17f, 0.66f), "green|emerald|lime|zielon*|zielen|szmaragd*"),
        (new NamedColor("teal", 190, 0.11f, 0.66f), "teal|turquoise|cyan|aqua|turkus*|morsk*"),
        (new NamedColor("blue", 255, 0.16f, 0.60f), "blue|azure|cobalt|sapphire|niebiesk*|blekit*|szafir*|lazur*"),
        (new NamedColor("navy", 265, 0.13f, 0.35f), "navy|indigo|granat*"),
        (new NamedColor("purple", 305, 0.18f, 0.52f), "purple|violet|fiolet*|purpur*"),
        (new NamedColor("lavender", 300, 0.10f, 0.76f), "lavender|lilac|lawend*|liliow*"),
        (new NamedColor("pink", 355, 0.14f, 0.76f), "pink|rose|rosy|magenta|fuchsia|roz|rozow*|magent*"),
        (new NamedColor("beige", 85, 0.05f, 0.86f), "beige|cream|ivory|bezow*|kremow*"),
        (new NamedColor("brown", 60, 0.07f, 0.45f), "brown|chocolate|brazow*|brunatn*"),
        (new NamedColor("black", 0, 0, 0.15f), "black|czarn*"),
        (new NamedColor("white", 0, 0, 0.97f), "white|bial*"),
        (new NamedColor("grey", 0, 0, 0.6f), "grey|gray|silver|szar*|srebrn*"),
    ];

    private static readonly FrozenDictionary<string, object> Whole = Entries
        .SelectMany(entry => entry.Terms.Split('|').Where(term => !term.EndsWith('*')).Select(term => KeyValuePair.Create(term, entry.Meaning)))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<string, object> Stems = Entries
        .SelectMany(entry => entry.Terms.Split('|').Where(term => term.EndsWith('*')).Select(term => KeyValuePair.Create(term[..^1], entry.Meaning)))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> Quantities = new Dictionary<string, int>
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["single"] = 1, ["two"] = 2, ["pair"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6,
        ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["dozen"] = 12, ["few"] = 3, ["several"] = 5, ["many"] = 12, ["hundreds"] = 40,
        ["jeden"] = 1, ["jedna"] = 1, ["jedno"] = 1, ["dwa"] = 2, ["dwie"] = 2, ["dwoje"] = 2, ["trzy"] = 3, ["cztery"] = 4, ["piec"] = 5,
        ["szesc"] = 6, ["siedem"] = 7, ["osiem"] = 8, ["dziewiec"] = 9, ["dziesiec"] = 10, ["jedenascie"] = 11, ["dwanascie"] = 12, ["kilka"] = 5, ["wiele"] = 12, ["duzo"] = 12,
        ["dwoch"] = 2, ["dwoma"] = 2, ["dwiema"] = 2, ["dwom"] = 2, ["trzech"] = 3, ["trzema"] = 3, ["czterech"] = 4, ["czterema"] = 4, ["pieciu"] = 5, ["piecioma"] = 5,
        ["szesciu"] = 6, ["szescioma"] = 6, ["siedmiu"] = 7, ["siedmioma"] = 7, ["osmiu"] = 8, ["osmioma"] = 8, ["dziewieciu"] = 9, ["dziesieciu"] = 10, ["kilku"] = 5, ["kilkoma"] = 5,
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Negations =
        new[] { "no", "without", "not", "minus", "exclude", "excluding", "bez", "nie", "never" }.ToFrozenSet();

    private static readonly FrozenSet<string> Joiners = new[] { "or", "nor", "and", "any", "i", "lub", "ani", "oraz", "zadnych" }.ToFrozenSet();

    private static readonly FrozenSet<string> ColorNouns = (
        "tone tones shade shades hue hues tint tints color colors colour colours palette light lighting glow " +
        "ton tony tonach tonacja tonacji odcien odcienie odcieniach kolor kolory kolorach kolorze barwa barwy barwach paleta palecie swiatlo swietle")
        .Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Fillers = (
        "a an the of in on at by with over under above below between beside near through into from to for and or nor is are as its it this that " +
        "one some very quite more most style picture image art painted scene view landscape background foreground beautiful nice made " +
        "w we i na nad pod przy z ze za do od obok oraz lub ani jest sa styl stylu obrazek widok krajobraz pejzaz piekn tle jako o u po the")
        .Split(' ').ToFrozenSet();

    /// <param name="phrase">One to three folded words, joined by single spaces.</param>
    public static object? Find(string phrase)
    {
        if (Whole.TryGetValue(phrase, out var meaning))
        {
            return meaning;
        }

        for (var length = phrase.Length; length >= Math.Max(3, phrase.Length - LongestEnding); length--)
        {
            // An ending is part of one word; it never reaches into the next.
            if (!phrase.AsSpan(length).Contains(' ') && Stems.TryGetValue(phrase[..length], out meaning))
            {
                return meaning;
            }
        }

        return null;
    }

    public static bool IsNegation(string word) => Negations.Contains(word);

    public static bool IsJoiner(string word) => Joiners.Contains(word);

    public static bool IsFiller(string word) => Fillers.Contains(word);

    /// <summary>Whether a colour before the word is one of the whole picture: "in blue tones".</summary>
    public static bool IsColorNoun(string word) => ColorNouns.Contains(word);

    public static int? Quantity(string word) =>
        Quantities.TryGetValue(word, out var quantity) ? quantity : int.TryParse(word, out var number) && number is > 0 and <= 99 ? number : null;

    internal sealed record Style(string Name);

    internal sealed record Palette(string Name);

    /// <summary>A place that is made of several things; what the prompt itself says of one of them counts more.</summary>
    internal sealed record Place(params (Subject Subject, int Number)[] Parts);

    internal sealed record CloseUp;
}
