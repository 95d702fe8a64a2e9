using System.Collections.Frozen;

namespace Galion.Engines.Writing.Language;

/// <summary>Words that carry grammar rather than a subject, and verbs and adverbs too common to tell what a text is about.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> English = Set("""
        a about above across after again against all almost along already also although always am among an and another any anyone anything are aren't
        around as at away back be became because become becomes been before behind being below between both but by can can't cannot could couldn't did
        didn't do does doesn't doing don't done down during each either else enough etc even ever every everyone everything few for from further had
        hadn't has hasn't have haven't having he he's her here hers herself him himself his how however i i'd i'll i'm i've if in indeed instead into
        is isn't it it's its itself just least less let let's like likely made make makes making many may maybe me might more most much must my myself
        near nearly neither never next no nobody none nor not nothing now of off often on once one ones only onto or other others our ours ourselves
        out over own per perhaps please quite rather really same say says said see seem seems seen several shall she she's should shouldn't since so
        some someone something sometimes soon still such take takes taken than that that's the their theirs them themselves then there there's
        therefore these they they're they've thing things this those though through thus to together too took toward towards under until unless up
        upon us use used uses using very via want was wasn't way ways we we'll we're we've well went were weren't what what's whatever when where
        whether which while who who's whole whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're you've your
        yours yourself two three first second last new old good better best get gets got getting give gives given go goes going come comes came keep
        keeps kept know known put set show shows showed shown tell tells told think thought look looks find finds found need needs needed help helps
        helped work works worked become long little big small great lot able later early earlier mean means meant turn turns turned
        today yesterday tomorrow ask asks asked asking nobody call calls called leave leaves left agree agreed stand stands stood meet meets met small change changed
        learn learned
        """);

    private static readonly FrozenSet<string> Polish = Set("""
        a aby ach acz aczkolwiek albo ale ależ ani aż bardziej bardzo bez bo bowiem być był była było były będą będzie będę ci cię ciebie co cokolwiek
        coś czasem czasami czego czemu czy czyli często dla dlaczego dlatego do dobrze dokąd dość dużo dwa dwaj dwie dwóch dziś dzisiaj gdy gdyby
        gdyż gdzie gdziekolwiek gdzieś i ich ile im inna inne innego inny innych iż ja ją jak jakaś jakby jaki jakiś jakie jako jakoś je jeden jedna
        jednak jednakże jedno jego jej jemu jest jestem jesteś jesteśmy jeszcze jeśli jeżeli już każda każde każdego każdy kiedy kilka kimś kto
        ktokolwiek ktoś która które którego której który których którym którzy ku lecz lub ma mają mam mamy mi mimo między mną mnie mogą mogę moi mój
        moja moje może można mu musi muszą my na nad nam nami nas nasi nasz nasza nasze natomiast natychmiast nawet nią nic nich nie niech niego niej
        niemu nigdy nim nimi niż no o obok od około on ona one oni ono oraz oto owszem pan pana pani po pod podczas pomimo ponad ponieważ poza prawie
        przecież przed przede przedtem przez przy raz razie również są się skąd sobą sobie swoje swój swoją swoich sposób ta tak taka taki takie także
        tam te tego tej ten teraz też tę to tobą tobie toteż trzeba tu tutaj twoi twój twoja twoje ty tych tylko tym tymi u w wam wami was wasz wasza
        wasze we według wiele wielu więc więcej wszyscy wszystkich wszystkie wszystkim wszystko wtedy wy z za zapewne zawsze ze zł znowu znów został
        została zostało zostały zostać zostaną żaden żadna żadne że żeby jeśli powinien powinna powinno powinny mieć miał miała miało mieli miały
        bywa bywają dzięki lecz nowy nowa nowe dobry dobra dobre sam sama samo same pierwszy pierwsza pierwsze drugi druga drugie rok roku lat lata
        jednym jednej tyle temu stąd zatem przez niech oprócz wobec wśród wraz jedynie zwykle potem później wcześniej najpierw wreszcie
        drugiej drugą drugim drugiego pierwszej pierwszą pierwszym pierwszego pierwszą drugie stronie nikt nikogo nikomu stoi stoją leży leżą pyta pytają prosi poprosił poprosiła chce chcą trwa mówi robi robią używa używają daje dają pozwala pozwalają
        """);

    public static bool Is(string lower, TextLanguage language) => language == TextLanguage.Polish ? IsPolish(lower) : IsEnglish(lower);

    public static bool IsEnglish(string lower) => English.Contains(lower) || (lower.Contains('’') && English.Contains(lower.Replace('’', '\'')));

    public static bool IsPolish(string lower) => Polish.Contains(lower);

    private static FrozenSet<string> Set(string words) => words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
