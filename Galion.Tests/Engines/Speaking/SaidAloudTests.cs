using Galion.Engines.Speaking.Reading;

namespace Galion.Tests.Engines.Speaking;

/// <summary>What people say for what they read, written down before the engine was asked.</summary>
public sealed class SaidAloudTests
{
    private const string English = """
        1,000,000 → one million
        3.14159 → three point one four one five nine
        0.5 → zero point five
        1001 → one thousand and one
        room 101 → room one hundred and one
        the 1st of May → the first of May
        the 22nd → the twenty-second
        the 33rd time → the thirty-third time
        the 100th → the one hundredth
        1/2 → one half
        1/3 → one third
        2/3 → two thirds
        5/8 → five eighths
        1 1/2 cups → one and one half cups
        3½ → three and one half
        in the 1800s → in the eighteen hundreds
        the 2000s → the two thousands
        the 60s → the sixties
        since 1999 → since nineteen ninety-nine
        in 2010 → in twenty ten
        in 2026 → in twenty twenty-six
        from 1914 to 1918 → from nineteen fourteen to nineteen eighteen
        1939–1945 → nineteen thirty-nine to nineteen forty-five
        on July 4, 1776 → on July fourth seventeen seventy-six
        Jan. 5 → January fifth
        5 Jan 2020 → the fifth of January twenty twenty
        Mon., 3 June → Monday the third of June
        $5 → five dollars
        $0.05 → five cents
        $1.01 → one dollar and one cent
        $19.99 → nineteen dollars and ninety-nine cents
        $1,250.00 → one thousand two hundred and fifty dollars
        £5 → five pounds
        £1.20 → one pound and twenty pence
        €20 → twenty euros
        20 EUR → twenty euros
        20 USD → twenty dollars
        ¥500 → five hundred yen
        $2M → two million dollars
        $1.5 billion → one point five billion dollars
        12:00 → twelve o'clock
        7:05 am → seven oh five [[eI]] M
        19:45 → nineteen forty-five
        00:15 → zero fifteen
        9am → nine [[eI]] M
        10:30:15 → ten thirty and fifteen seconds
        8–10 km → eight to ten kilometres
        6 ft → six feet
        1 ft → one foot
        10 lb → ten pounds
        72 °F → seventy-two degrees Fahrenheit
        20 m² → twenty square metres
        5 m → five metres
        100 km/h → one hundred kilometres per hour
        60 mph → sixty miles per hour
        2 GB → two gigabytes
        500 ml → five hundred millilitres
        3.5% → three point five percent
        9.8 m/s² → nine point eight metres per second squared
        Mr. Brown met Mrs. Green. → mister Brown met missus Green
        Ms. Lee → miz Lee
        Prof. Kim → professor Kim
        approx. 5 → approximately five
        i.e. now → that is now
        cats vs. dogs → cats versus dogs
        No. 5 → number five
        Fig. 3 → figure three
        pp. 3–5 → pages three to five
        p. 12 → page twelve
        Jr. and Sr. → junior and senior
        Gen. Grant → general Grant
        Acme Inc. → Acme incorporated
        est. 1901 → established nineteen oh one
        Louis XIV → Louis the fourteenth
        Part III → Part three
        Act II, Scene 4 → Act two Scene four
        King Charles III spoke. → King Charles the third spoke
        the XIX century → the nineteenth century
        www.example.org/help → example dot org slash help
        see https://docs.example.com/a-b_c → see docs dot example dot com slash [[eI]] dash B underscore C
        info@example.co.uk → info at example dot co dot U K
        1-800-555-0199 → one, eight hundred, five five five, zero one nine nine
        555-0123 → five five five, zero one two three
        call 911 → call nine one one
        3x faster → three times faster
        4×4 → four times four
        2+2=4 → two plus two equals four
        5 > 3 → five greater than three
        -7 → minus seven
        ±2 → plus or minus two
        24/7 → twenty-four seven
        50-50 → fifty fifty
        A/B test → [[eI]] B test
        #1 → number one
        C# → C sharp
        @anna → at anna
        § 5 → section five
        6'2" → six foot two
        10^6 → ten to the power of six
        16:9 → sixteen to nine
        $5-10 → five to ten dollars
        C sharp and F# → C sharp and F sharp
        1920x1080 → one thousand nine hundred and twenty by one thousand and eighty
        2³ → two cubed
        dial 999 → dial nine nine nine
        5-6 kg → five to six kilograms
        Sat, May 4 → Saturday May fourth
        the sun. It set → the sun It set
        XXI century → twenty-first century
        ISBN 978-3-16-148410-0 → ISBN nine seven eight, three, one six, one four eight four one zero, zero
        £12.50 each, or €14.20 → twelve pounds and fifty pence each or fourteen euros and twenty cents
        on 3/14/1998 and on 2021-06-30 → on March fourteenth nineteen ninety-eight and on June thirtieth twenty twenty-one
        at 7:05 a.m. and at 19:00 → at seven oh five [[eI]] M and at nineteen hundred hours
        pages 12–15 and 101-104 → pages twelve to fifteen and one hundred and one to one hundred and four
        the 101st, not the 112th → the one hundred and first not the one hundred and twelfth
        2 3/4 tbsp. of sugar → two and three quarters tablespoons of sugar
        1 tsp of salt, 2 tsp. of oil → one teaspoon of salt two teaspoons of oil
        -7°C by night, 68°F by noon → minus seven degrees Celsius by night sixty-eight degrees Fahrenheit by noon
        15 m wide, 40 t heavy → fifteen metres wide forty tonnes heavy
        call 555-0142 or +44 20 7946 0958 → call five five five, zero one four two or plus four four, two zero, seven nine four six, zero nine five eight
        jane.doe+news@example.co.uk → jane dot doe plus news at example dot co dot U K
        tom_lee@mail.example.org → tom underscore lee at mail dot example dot org
        https://docs.example.org/api/v2/users?id=7#top → docs dot example dot org slash [[eI]] P I slash V two slash users
        version 2.10.3 replaces 2.9 → version two point ten point three replaces two point nine
        CO2 and C6H12O6 → CO two and C six H twelve O six
        Henry VIII and Louis XIV → Henry the eighth and Louis the fourteenth
        apples, pears, etc. → apples pears et cetera
        down to 3.1% in Q3 2024 → down to three point one percent in Q three twenty twenty-four
        won 3-1, set 6–4 → won three to one set six to four
        the ZIP code is 90210 → the ZIP code is nine zero two one zero
        Reno, NV 89501 → Reno NV eight nine five zero one
        PIN: 4821 → PIN four eight two one
        DE89 3704 0044 0532 0130 00 → D E eight nine, three seven zero four, zero zero four four, zero five three two, zero one three zero, zero zero
        4111 1111 1111 1111 → four one one one, one one one one, one one one one, one one one one
        flight BA2490 → flight BA two four nine zero
        $1.5bn, up from $950M → one point five billion dollars up from nine hundred and fifty million dollars
        World War I and World War II → World War one and World War two
        near St. Paul's, Baker St. → near saint Paul's Baker Street
        6'2" tall, 5 lbs 3 oz → six foot two tall five pounds three ounces
        at 23:59 on Dec. 31st → at twenty-three fifty-nine on December thirty-first
        """;

    private const string Polish = """
        1000 → tysiąc
        21 → dwadzieścia jeden
        1 000 000 → milion
        2 500 000 osób → dwa miliony pięćset tysięcy osób
        0,5 → zero przecinek pięć
        12,75 → dwanaście przecinek siedemdziesiąt pięć
        1/2 → jedna druga
        2/3 → dwie trzecie
        5/8 → pięć ósmych
        25 zł → dwadzieścia pięć złotych
        21 zł → dwadzieścia jeden złotych
        101 zł → sto jeden złotych
        0,99 zł → dziewięćdziesiąt dziewięć groszy
        1,01 zł → jeden złoty jeden grosz
        2,02 zł → dwa złote dwa grosze
        19,99 zł → dziewiętnaście złotych dziewięćdziesiąt dziewięć groszy
        1 250,00 zł → tysiąc dwieście pięćdziesiąt złotych
        5 gr → pięć groszy
        2 € → dwa euro
        5 USD → pięć dolarów
        3 mln zł → trzy miliony złotych
        5 mld euro → pięć miliardów euro
        10 tys. osób → dziesięć tysięcy osób
        1. maja → pierwszego maja
        1 maja → pierwszego maja
        3 maja 2024 r. → trzeciego maja dwa tysiące dwudziestego czwartego roku
        w 2000 r. → w dwutysięcznym roku
        w 2024 roku → w dwa tysiące dwudziestym czwartym roku
        rok 1918 → rok tysiąc dziewięćset osiemnasty
        lata 80. → lata osiemdziesiąte
        godz. 15:30 → godzina piętnasta trzydzieści
        o godz. 15 → o godzinie piętnastej
        o godz. 15:30 → o godzinie piętnastej trzydzieści
        o 8:00 → o ósmej
        do 17:45 → do siedemnastej czterdzieści pięć
        przed 12:00 → przed dwunastą
        00:15 → zero piętnaście
        ul. Długa 5 → ulica Długa pięć
        al. Jerozolimskie → aleja Jerozolimskie
        pl. Zbawiciela 3 → plac Zbawiciela trzy
        os. Leśne → osiedle Leśne
        dr Nowak → doktor Nowak
        prof. dr hab. Anna Lis → profesor doktor habilitowany Anna Lis
        mgr inż. Kot → magister inżynier Kot
        np. tak → na przykład tak
        m.in. koty → między innymi koty
        tj. jutro → to jest jutro
        tzw. postęp → tak zwany postęp
        itd. → i tak dalej
        itp. → i tym podobne
        nr 7 → numer siedem
        str. 12 → strona dwanaście
        s. 12 → strona dwanaście
        św. Jan → święty Jan
        3,5% → trzy przecinek pięć procent
        1% → jeden procent
        10 km/h → dziesięć kilometrów na godzinę
        20 m² → dwadzieścia metrów kwadratowych
        2 m² → dwa metry kwadratowe
        -3°C → minus trzy stopnie Celsjusza
        1 min → jedna minuta
        2 godz. → dwie godziny
        5 godz. → pięć godzin
        500 ml → pięćset mililitrów
        2 GB → dwa gigabajty
        10–15 osób → dziesięć do piętnastu osób
        2–3 dni → dwa do trzech dni
        XIX w. → dziewiętnasty wiek
        w XIX wieku → w dziewiętnastym wieku
        z XV w. → z piętnastego wieku
        Kazimierz III Wielki → Kazimierz trzeci Wielki
        Henryk VIII → Henryk ósmy
        rozdz. 3 → rozdział trzeci
        tom II → tom drugi
        II wojna światowa → druga wojna światowa
        po II wojnie światowej → po drugiej wojnie światowej
        www.example.pl → example kropka pe el
        https://example.com/oferta → example kropka com ukośnik oferta
        jan.nowak@example.com → jan kropka nowak małpa example kropka com
        +48 600 123 456 → plus czterdzieści osiem, sześćset, sto dwadzieścia trzy, czterysta pięćdziesiąt sześć
        22 123 45 67 → dwadzieścia dwa, sto dwadzieścia trzy, czterdzieści pięć, sześćdziesiąt siedem
        tel. 112 → telefon sto dwanaście
        2 osoby → dwie osoby
        2 koty → dwa koty
        2 kobiety → dwie kobiety
        2 okna → dwa okna
        22 osoby → dwadzieścia dwie osoby
        1 okno → jedno okno
        1 kot → jeden kot
        2. piętro → drugie piętro
        na 3. piętrze → na trzecim piętrze
        5. klasa → piąta klasa
        12. rocznica → dwunasta rocznica
        kl. 5 → klasa piąta
        2 × 3 = 6 → dwa razy trzy równa się sześć
        5 > 3 → pięć większe niż trzy
        #1 → numer jeden
        100 r. n.e. → setny rok naszej ery
        966 r. → dziewięćset sześćdziesiąty szósty rok
        od 5 do 10 → od pięciu do dziesięciu
        PKP i NBP → PKP i NBP
        1,5 mln → jeden przecinek pięć miliona
        0:3 → zero do trzech
        24/7 → dwadzieścia cztery na siedem
        3 x 4 → trzy razy cztery
        pt. 5 czerwca → piątek piątego czerwca
        15.08.2023 → piętnastego sierpnia dwa tysiące dwudziestego trzeciego roku
        godz. 8.00 → godzina ósma
        do 5 zł → do pięciu złotych
        od 2 kg → od dwóch kilogramów
        około 100 osób → około stu osób
        w 5 miastach → w pięciu miastach
        z 3 kolegami → z trzema kolegami
        2 panów → dwóch panów
        5 ludzi → pięciu ludzi
        22 studentów → dwudziestu dwóch studentów
        2 domów → dwóch domów
        5 domów → pięć domów
        2 wersje → dwie wersje
        4 godziny → cztery godziny
        od 1990 do 2000 → od tysiąc dziewięćset dziewięćdziesiątego do dwutysięcznego
        5–10 kg → pięć do dziesięciu kilogramów
        powyżej 21 lat → powyżej dwudziestu jeden lat
        1920x1080 → tysiąc dziewięćset dwadzieścia na tysiąc osiemdziesiąt
        10^6 → dziesięć do potęgi szóstej
        w 5. klasie → w piątej klasie
        III etap → trzeci etap
        3½ → trzy i pół
        w 1. edycji → w pierwszej edycji
        do 15.08 → do piętnastego sierpnia
        12,50 zł, ulgowy 7,99 zł → dwanaście złotych pięćdziesiąt groszy ulgowy siedem złotych dziewięćdziesiąt dziewięć groszy
        o 7:05 i o 19.00 → o siódmej zero pięć i o dziewiętnastej
        od 8.00 do 16.00 → od ósmej do szesnastej
        o godzinie 21.30 → o godzinie dwudziestej pierwszej trzydzieści
        5–7 maja → od piątego do siódmego maja
        od 5 do 7 maja 2024 r. → od piątego do siódmego maja dwa tysiące dwudziestego czwartego roku
        między 3 a 5 maja → między trzecim a piątym maja
        przed 1 września 1939 r. → przed pierwszym września tysiąc dziewięćset trzydziestego dziewiątego roku
        po 15.03.2020 → po piętnastym marca dwa tysiące dwudziestego roku
        przed 1939 r. → przed tysiąc dziewięćset trzydziestym dziewiątym rokiem
        1/2 szklanki → pół szklanki
        2 1/2 kilometra → dwa i pół kilometra
        2 3/4 łyżki → dwie i trzy czwarte łyżki
        1,2 km długości → jeden przecinek dwa kilometra długości
        22 555 01 42 → dwadzieścia dwa, pięćset pięćdziesiąt pięć, zero jeden, czterdzieści dwa
        jan.kowalski@example.pl → jan kropka kowalski małpa example kropka pe el
        https://www.example.pl/pomoc/faq → example kropka pe el ukośnik pomoc ukośnik ef a ku
        wersja 2.10.3 i wersja 2.9 → wersja dwa kropka dziesięć kropka trzy i wersja dwa kropka dziewięć
        H2O i CO2 → H dwa O i CO dwa
        w XVI i XVII w. → w szesnastym i siedemnastym wieku
        na przełomie XIX i XX w. → na przełomie dziewiętnastego i dwudziestego wieku
        lata 80. XX w. → lata osiemdziesiąte dwudziestego wieku
        przy Janie Pawle II → przy Janie Pawle drugim
        za Elżbiety II i po Elżbiecie II → za Elżbiety drugiej i po Elżbiecie drugiej
        gruszki itd. → gruszki i tak dalej
        z 10,4% do 3,1% → z dziesięć przecinek cztery procent do trzy przecinek jeden procent
        wygrała 3:1 → wygrała trzy do jednego
        kod pocztowy 00-950, 30-059 Kraków → kod pocztowy zero zero, dziewięćset pięćdziesiąt trzydzieści, zero pięć dziewięć Kraków
        PL61 1090 1014 0000 0712 1981 2874 → pe el sześć jeden, jeden zero dziewięć zero, jeden zero jeden cztery, zero zero zero zero, zero siedem jeden dwa, jeden dziewięć osiem jeden, dwa osiem siedem cztery
        na str. 87 → na stronie osiemdziesiąt siedem
        w woj. mazowieckim przy pl. Zamkowym → w województwie mazowieckim przy placu Zamkowym
        1,5 mln zł, 2 zł 30 gr → jeden przecinek pięć miliona złotych dwa złote trzydzieści groszy
        22 uczniów i 3 nauczycielki → dwudziestu dwóch uczniów i trzy nauczycielki
        ponad 2 godz. → ponad dwie godziny
        """;

    [Fact]
    public void English_is_said_as_people_say_it() => Hear(English, "en", "us");

    [Fact]
    public void Polish_is_said_as_people_say_it() => Hear(Polish, "pl", "gb");

    private static void Hear(string table, string language, string region)
    {
        var reading = new SentenceReading(LanguageReading.For(language), region, Pronunciations.Parse(null));
        foreach (var line in table.Split('\n'))
        {
            var (written, said) = (line.Split(" → ")[0], line.Split(" → ")[1]);
            Assert.Equal($"{written} → {said}", $"{written} → {string.Join(' ', reading.Read(written).Select(word => word.Spoken))}");
        }
    }
}
