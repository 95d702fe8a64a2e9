using System.Collections.Frozen;

namespace Galion.Engines.Animating;

/// <summary>
/// The words about motion that are understood, English and Polish, in lower case and without diacritics. A trailing asterisk stands for any
/// ending of at most five letters.
/// </summary>
internal static class MotionWords
{
    public const int LongestPhrase = 5;
    private const int LongestEnding = 5;

    private static readonly (object Meaning, string Terms)[] Entries =
    [
        (CameraMove.ZoomIn, "zoom in|zooms in|zooming in|push in|pushing in|dolly in|move closer|moving closer|closing in|zoom|przyblizen*|zblizen*|przybliza*|zbliza*|najazd kamery|najazd"),
        (CameraMove.ZoomOut, "zoom out|zooms out|zooming out|pull out|pull back|pulling back|dolly out|moving away|oddalen*|oddala*|odjazd kamery|odjazd"),
        (CameraMove.PanLeft, "pan left|pans left|panning left|pan to the left|camera moves left|kamera w lewo|panorama w lewo|ruch w lewo|w lewo"),
        (CameraMove.PanRight, "pan right|pans right|panning right|pan to the right|camera moves right|pan|panning|kamera w prawo|panorama w prawo|ruch w prawo|w prawo|panorama"),
        (CameraMove.TiltUp, "tilt up|tilts up|tilting up|camera rises|rising camera|crane up|tilt|kamera w gore|ruch w gore|w gore"),
        (CameraMove.TiltDown, "tilt down|tilts down|tilting down|crane down|kamera w dol|ruch w dol|w dol"),
        (CameraMove.Orbit, "orbit|orbits|orbiting|circle around|circling|arc shot|rotate around|parallax|parallax effect|3d effect|okraz*|wokol|dookola|paralaks*|efekt 3d"),
        (CameraMove.Fly, "fly over|flies over|flyover|fly through|flying through|flythrough|drone shot|drone|aerial shot|aerial|przelot|przelot nad|lot nad|z drona|dron*|lot ptaka"),
        (CameraMove.Spin, "camera roll|barrel roll|spin|spins|spinning|rotate|rotates|rotating|rotation|roll|obraca*|obrot*|wiruj*|kreci sie"),
        (CameraMove.Handheld, "handheld|hand held|shaky camera|z reki"),
        (CameraMove.Static, "static camera|static shot|still camera|still shot|camera still|camera is still|camera stays still|camera stands still|camera static|camera does not move|don t move the camera|do not move the camera|fixed camera|locked camera|tripod|no camera movement|no camera motion|without camera movement|nieruchoma kamera|kamera nieruchoma|kamera stoi|kamera stoi w miejscu|kamera stoi nieruchomo|kamera statyczna|kamera sie nie rusza|nie ruszaj kamera|statyczna kamera|statyczne ujecie|bez ruchu kamery|statyw*"),
        (CameraMove.Drift, "slow drift|cinematic move|gentle camera|plynny ruch kamery"),

        (Motion.Water, "rippling|ripples|ripple|flowing water|flowing|moving water|lapping|rolling waves|waves roll|waves rolling|waves roll in|waves crash|waves crashing|crashing waves|waves break|waves breaking|breaking waves|gentle waves|tocza sie fale|fale tocza sie|fale sie tocza|fale uderzaja|fale rozbijaja sie|fale bija|falujac*|falowan*|plynac*|plynie|pluska*|zmarszcz*"),
        (Motion.Clouds, "drifting clouds|clouds drifting|clouds drift|moving clouds|clouds moving|clouds passing|passing clouds|clouds roll|clouds rolling|clouds roll in|clouds roll by|rolling clouds|time lapse|timelapse|plynace chmury|chmury plyna|sunace chmury|przesuwajace sie chmury"),
        (Motion.Stars, "twinkling|twinkle|twinkling stars|stars twinkle|sparkling stars|migocz*|migota*|mrugaj*|iskrz*"),
        (Motion.Wind, "wind|windy|breeze|breezy|swaying|sway|waving grass|wiatr*|kolysz*|powiew*|wietrz*"),
        (Motion.Snow, "snowing|snowfall|falling snow|snow falling|snow falls|snowflakes|blizzard|pada snieg|padajacy snieg|sniezyc*|opady sniegu|platki sniegu|zamiec*"),
        (Motion.Rain, "raining|rainfall|falling rain|rain falling|rain falls|downpour|drizzle|pada deszcz|padajacy deszcz|pada|ulew*|opady deszczu|mzawk*"),
        (Motion.Mist, "drifting mist|drifting fog|rolling fog|fog rolling|fog rolling in|fog rolls|fog rolls in|mist rolls in|mist rolling in|mist rising|rising mist|fog drifting|mist drifting|snujaca sie mgla|mgla sie snuje|unosi sie mgla"),
        (Motion.Fire, "fire|campfire|bonfire|flame|flames|burning|fireplace|torch|embers|ognisk*|ogien|ognia|ogniem|ogniu|plomie*|plon*|pozar*|zar|iskry"),
        (Motion.Growth, "growing|grows|grow|growth|sprouting|sprouts|sprout|blooming|blooms|bloom|unfolding|rosna|rosnie|rosnac*|wzrost*|kielku*|rozkwit*|wyrasta*"),
        (Motion.Birds, "flying birds|birds flying|birds fly|flock flying|lecace ptaki|ptaki leca|ptaki lataja"),
        (Motion.Lightning, "lightning strikes|lightning flashes|flashes of lightning|uderzenie pioruna|bije piorun"),
        (Motion.Aurora, "dancing aurora|aurora dancing|dancing lights|tanczaca zorza|zorza tanczy"),
        (Motion.Nightfall, "day to night|day into night|day turns into night|turns into night|turning into night|becomes night|night falls|night falling|nightfall|night is falling|turning to night|turns to night|darkness falls|getting dark|sun sets|sun going down|sun goes down|the sun setting|noc zapada|zapada noc|zapadajaca noc|zapada zmrok|zapadajacy zmrok|dzien w noc|przechodzi w noc|zmienia sie w noc|zamienia sie w noc|dzien przechodzi w noc|dzien zmienia sie w noc|dzien zamienia sie w noc|z dnia w noc|od dnia do nocy|sciemnia sie|slonce zachodzi|zachodzi slonce"),
        (Motion.Daybreak, "night to day|night into day|turns to day|turns into day|turning into day|becomes day|day breaks|day breaking|dawn breaks|dawn breaking|sun rises|sun rising|sun coming up|sun comes up|turning to day|noc w dzien|przechodzi w dzien|zmienia sie w dzien|zamienia sie w dzien|noc przechodzi w dzien|noc zmienia sie w dzien|noc zamienia sie w dzien|z nocy w dzien|od nocy do dnia|wstaje dzien|dzien wstaje|wschodzi slonce|slonce wschodzi|swita"),

        (new Pace(0.55f), "slow|slowly|very slow|slow motion|gently|gradual|gradually|wolno|wolny|wolna|wolne|powoli|powoln*|stopniowo|zwolnione tempo"),
        (new Pace(1.6f), "fast|quick|quickly|rapid|rapidly|dynamic|szybko|szybki|szybka|szybkie|dynamiczn*|gwaltown*"),
        (new Amount(0.5f), "light snow|light rain|gentle snow|gentle rain|soft snow|a little snow|lekki snieg|lekki deszcz|slaby deszcz|drobny deszcz|drobny snieg"),
        (new Amount(1.8f), "heavy snow|heavy rain|thick snow|pouring rain|heavy snowfall|gesty snieg|mocny deszcz|ulewny deszcz|silny deszcz|intensywn*"),
        (new Looping(), "loop|loops|looping|looped|seamless loop|perfect loop|endless|cinemagraph|zapetl*|petla|petli|w petli|bez konca"),
        (new Music(), "with music|with sound|with a soundtrack|soundtrack|music|z muzyka|z dzwiekiem|muzyka|sciezka dzwiekowa"),
        (new Filler(), "camera|shot|video|clip|footage|movie|film|animation|animated|animate|motion|moving|moves|movement|effect|camera movement|kamer*|ujeci*|wideo|filmik|filmu|animacj*|ruch|ruchu|ruchem|efekt|efektem"),
    ];

    private static readonly FrozenDictionary<string, object> Whole = Entries
        .SelectMany(entry => entry.Terms.Split('|').Where(term => !term.EndsWith('*')).Select(term => KeyValuePair.Create(term, entry.Meaning)))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<string, object> Stems = Entries
        .SelectMany(entry => entry.Terms.Split('|').Where(term => term.EndsWith('*')).Select(term => KeyValuePair.Create(term[..^1], entry.Meaning)))
        .DistinctBy(pair => pair.Key)
        .ToFrozenDictionary();

    /// <summary>Verbs that say as often what a thing does as what the camera does: "waves roll", "a windmill spinning".</summary>
    private static readonly string[] Verbs =
        ["spin", "spins", "spinning", "rotate", "rotates", "rotating", "rotation", "roll", "pan", "tilt", "obraca", "obrot", "wiruj", "kreci sie", "oddala", "zbliza", "przybliza"];

    /// <summary>Words that say where a thing goes or stands when it is named before them: "a boat sails to the left", "trees around a lake".</summary>
    private static readonly string[] Places =
    [
        "orbit", "orbits", "orbiting", "circling", "circle around", "rotate around", "wokol", "dookola", "okraz", "w lewo", "w prawo", "w gore", "w dol",
        "moving away", "move closer", "moving closer", "closing in", "najazd", "odjazd", "drone", "parallax",
    ];

    /// <summary>Whether a camera word belongs to what is named beside it unless the camera is named as well.</summary>
    public static Doubt DoubtOf(string phrase) =>
        Verbs.Any(word => Begins(phrase, word)) ? Doubt.Verb : Places.Any(word => Begins(phrase, word)) ? Doubt.Place : Doubt.None;

    public static bool NamesCamera(string phrase) => Find(phrase) is Filler && CameraNames.Any(name => phrase.StartsWith(name, StringComparison.Ordinal));

    private static readonly string[] CameraNames = ["camera", "shot", "kamer", "ujeci"];

    /// <summary>Short words are meant whole, Polish stems with any ending.</summary>
    private static bool Begins(string phrase, string word) =>
        phrase == word || (word is "obraca" or "obrot" or "wiruj" or "okraz" or "oddala" or "zbliza" or "przybliza" && !phrase.Contains(' ') && phrase.StartsWith(word, StringComparison.Ordinal));

    internal enum Doubt
    {
        None,
        Verb,
        Place,
    }

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

    internal sealed record Pace(float Factor);

    internal sealed record Amount(float Factor);

    internal sealed record Looping;

    internal sealed record Music;

    /// <summary>Words that only say that this is about a film.</summary>
    internal sealed record Filler;
}
