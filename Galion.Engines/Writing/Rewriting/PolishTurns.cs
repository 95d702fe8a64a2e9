namespace Galion.Engines.Writing.Rewriting;

/// <summary>Turns of Polish phrases for the two registers. Only those whose cases fit whatever follows.</summary>
internal static class PolishTurns
{
    // Officialese that neither register wants.
    private const string Cleaner = """
        w dniu :: \bw dniu (?=\d) =>
        dnia :: \b(?<before>do|od|z|po|przed) dnia (?=\d{1,2}\.? ?(?:stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|\d)) => ${before}\s
        godzinach :: \bw godzinach od (?=\d) => od\s
        miesiącu :: \bw miesiącu (?=(?:styczniu|lutym|marcu|kwietniu|maju|czerwcu|lipcu|sierpniu|wrześniu|październiku|listopadzie|grudniu)\b) => w\s
        uprasza :: \buprasza się o\b => prosimy o
        przypadku :: \bw (?:przypadku|razie) (?:wystąpienia|zaistnienia|pojawienia się) (?=\p{Ll}) => w razie\s
        przypadku :: \bw przypadku (?=(?:(?:jakichkolwiek|dalszych|dodatkowych) )?(?:pytań|wątpliwości|awarii|problemów|potrzeby|deszczu|choroby|nieobecności|zmiany|zmian|opóźnienia|pożaru)\b) => w razie\s
        iż :: (?<=, )iż\b => że
        że :: ,? (?:z uwagi na|ze względu na) (?:fakt|to), (?:że|iż)\b => , ponieważ
        że :: ,? w związku z tym, (?:że|iż)\b => , ponieważ
        że :: ^(?:z uwagi na|ze względu na) (?:fakt|to), (?:że|iż)\b => ponieważ
        że :: ^w związku z tym, (?:że|iż)\b => ponieważ
        zobligowan :: \bzobligowan(?<end>y|a|i|e)\b => zobowiązan${end}
        """;

    private const string FormalRows = """
        c :: ^(?:cześć|hej|siema|witam|siemka|hejka),? (?:wszystkim|wszyscy|ekipo|zespole|kochani)(?=[,.!]|$) => Szanowni Państwo
        c :: ^(?:siema|siemka|hejka|hej)(?=[,.!]|$) => Dzień dobry
        cześć :: ^cześć(?=[,.!]|$) => Dzień dobry
        na razie :: ^na razie(?=[,.!]*$) => Do widzenia
        pa :: ^pa(?:pa)?(?=[,.!]*$) => Do widzenia
        po :: ^(?:pozdro|pozdrawiam|pozdrowienia|pozdrówka|pozdrawiam serdecznie|serdeczne pozdrowienia)(?=,?$) => Z poważaniem
        dzięki :: ^(?:wielkie )?dzięki wielkie(?=[.!,]|$) => Bardzo dziękuję
        dzięki :: ^wielkie dzięki(?=[.!,]|$| za\b) => Bardzo dziękuję
        dzięki :: ^dzięki(?=[.!,]|$| za\b| z góry\b) => Dziękuję
        dzięki :: \bz góry dzięki\b => z góry dziękuję
        znać :: ^dajcie (?:mi |nam )?znać, (?=(?:czy|kiedy|gdzie|kto|jak|ile|co)\b) => Proszę o informację,\s
        znać :: ^daj (?:mi |nam )?znać, (?=(?:czy|kiedy|gdzie|kto|jak|ile|co)\b) => Proszę o informację,\s
        znać :: ^daj(?:cie)? (?:mi |nam )?znać(?=[.!]| do \d| o \d| w ) => Proszę o informację
        znać :: \bdać znać\b => poinformować
        czy to ok :: \bczy to (?:jest )?(?:ok|okej|w porządku)(?=[.?!,]|$) => czy to odpowiada
        spoko :: , więc spoko(?=[.!]) => , więc nie ma powodu do obaw
        rad :: \bnie damy rady\b => nie zdołamy
        rad :: \bnie dam rady\b => nie zdołam
        rad :: \bnie dali rady\b => nie zdołali
        rad :: \bdamy radę\b => zdołamy
        rad :: \bdam radę\b => zdołam
        jakieś :: \bjakieś (?=(?:\d* ?\d*(?:[05-9]|1[0-9]))\b[^,.]) => około\s
        w ogóle :: \bw ogóle (?=nie\b) => zupełnie\s
        to, że :: ,? przez to, że\b => , ponieważ
        restartowa :: \bzrestartował(?<end>a|o|y|em|am)?\b => ponownie uruchomił${end}
        restartowa :: \bzrestartować\b => ponownie uruchomić
        restartowa :: \bzrestartowali(?<end>śmy)?\b => ponownie uruchomili${end}
        nie zapomnij :: ^nie zapomnij(?:cie)? (?=o\b) => Proszę pamiętać\s
        nie zapomnij :: ^nie zapomnij(?:cie)? (?:o tym, )?(?:żeby|aby|by) => Proszę pamiętać, aby
        nie zapomnij :: ^nie zapomnij(?:cie)? (?=\p{Ll}+ć\b) => Proszę pamiętać, aby\s
        i nie zapomnij :: \bi nie zapomnij(?:cie)? (?=o\b) => oraz pamiętać\s
        zapraszam :: \bzapraszam was\b => zapraszam Państwa
        zapraszamy :: \bzapraszamy was\b => zapraszamy Państwa
        no i :: ^no i (?=\p{Ll}) =>
        no to :: ^no to (?=\p{Ll}) =>
        no :: ^no,? (?=więc\b) =>
        """;

    private const string FriendlyRows = """
        szanown :: ^(?:szanowni państwo|szanowny panie|szanowna pani)(?=[,.!]|$) => Dzień dobry
        szanown :: ^(?:szanowny |szanowna )(?=(?:panie|pani) \p{Lu}) => Dzień dobry,\s
        poważaniem :: ^z (?:wyrazami )?(?:poważaniem|poważania)(?=[,.]*$) => Serdeczne pozdrowienia
        szacunku :: ^(?:z wyrazami|łączę wyrazy|łączymy wyrazy) (?:szacunku|poważania)(?=[,.]*$) => Serdeczne pozdrowienia
        informuj :: ^(?:uprzejmie |niniejszym )?(?:informuję|pragnę poinformować|chciałbym poinformować|chciałabym poinformować)(?: państwa)?, (?:że|iż)\b => daję znać, że
        informuj :: ^(?:uprzejmie |niniejszym )?(?:informujemy|zawiadamiamy)(?: państwa)?, (?:że|iż)\b => dajemy znać, że
        poinformować :: ^(?:pragniemy|chcielibyśmy|chcemy) poinformować(?: państwa)?, (?:że|iż)\b => dajemy znać, że
        przykrością :: ^z przykrością (?:informujemy|zawiadamiamy)(?: państwa)?, (?:że|iż)\b => przykro nam, ale
        przykrością :: ^z przykrością (?:informuję|zawiadamiam)(?: państwa)?, (?:że|iż)\b => przykro mi, ale
        przyjemnością :: ^z przyjemnością (?:informujemy|zawiadamiamy)(?: państwa)?, (?:że|iż)\b => miło nam dać znać, że
        zobowiązan :: ^(?<who>$Who) (?:(?:są )?zobowiązani(?: są)?|(?:są )?proszeni(?: są)?) (?:do|o) (?!posiadani)(?<what>\p{Ll}{2,})(?<end>ni|ci)(?:a|e) => Prosimy $Of o ${what}${end}e
        zabrania :: \bzabrania się (?<stem>\p{Ll}{2,}[wkrtszmpbgdl])ania\b => prosimy nie ${stem}ać
        zabrania :: \bzabrania się (?<stem>wchodz|pal|parkow|karmi|nos|wnos|przynos|niszcz|śmiec|rob|stawi)enia\b => prosimy nie ${stem}ić
        należy :: \bnależy (?=(?:\p{Ll}+ ){0,2}\p{Ll}{2,}(?:ć|c)(?: się)?\b)(?!(?:do|się|zauważyć|podkreślić|zaznaczyć|dodać)\b) => $Must\s
        wolno :: \bnie wolno (?=\p{Ll}{2,}ć\b) => nie można\s
        odpowiedzialności :: \bnie ponosi odpowiedzialności za\b => nie odpowiada za
        odpowiedzialności :: \bnie ponosimy odpowiedzialności za\b => nie odpowiadamy za
        nastąpi :: \bnastąpi (?=przerwa\b) => będzie\s
        wynosi :: (?<!\bnie )\bwynosi (?=\d) => to\s
        jakichkolwiek :: \bw razie jakichkolwiek (?=\p{Ll}) => w razie\s
        godzinie :: \bo godzinie (?=\d) => o\s
        gdy :: \bw przypadku,? gdy\b => jeśli
        niezwłoczn :: \bniezwłoczny\b => szybki
        niezwłoczn :: \bniezwłoczne\b => szybkie
        niezwłoczn :: \bniezwłoczną\b => szybką
        niezwłoczn :: \bniezwłocznej\b => szybkiej
        niezwłoczn :: \bniezwłocznego\b => szybkiego
        """;

    private static readonly (string Name, string Of)[] Groups =
    [
        ("Mieszkańcy", "mieszkańców"), ("Uczniowie", "uczniów"), ("Rodzice", "rodziców"), ("Lokatorzy", "lokatorów"), ("Pracownicy", "pracowników"), ("Klienci", "klientów"),
        ("Goście", "gości"), ("Użytkownicy", "użytkowników"), ("Uczestnicy", "uczestników"), ("Interesanci", "interesantów"), ("Członkowie", "członków"),
        ("Pasażerowie", "pasażerów"), ("Studenci", "studentów"), ("Czytelnicy", "czytelników"), ("Sąsiedzi", "sąsiadów"), ("Kierowcy", "kierowców"),
    ];

    public static Turns Formal { get; } = new(Cleaner + "\n" + FormalRows);

    /// <summary>For reports, where nobody is asked.</summary>
    public static Turns Friendly { get; } = new(Cleaner + "\n" + Fill(FriendlyRows, "trzeba"));

    /// <summary>For letters, where duties become requests.</summary>
    public static Turns FriendlyLetter { get; } = new(Cleaner + "\n" + Fill(FriendlyRows, "prosimy"));

    private static string Fill(string rows, string must) => string.Join('\n', rows.Replace("$Must", must, StringComparison.Ordinal).Split('\n')
        .SelectMany(row => row.Contains("$Who", StringComparison.Ordinal)
            ? Groups.Select(group => row.Replace("$Who", group.Name, StringComparison.Ordinal).Replace("$Of", group.Of, StringComparison.Ordinal)) : [row]));
}
