namespace Galion.Engines.Writing.Rewriting;

/// <summary>Exchanges of Polish words, form by form, so that case, number, gender and tense stay as they are.</summary>
internal static class PolishWords
{
    private const string Wordy = """
        w_chwili_obecnej w_obecnej_chwili na_dzień_dzisiejszy na_chwilę_obecną w_dniu_dzisiejszym w_dniu_jutrzejszym|teraz teraz dziś teraz dziś jutro
        w_przypadku_gdy w_sytuacji_gdy w_wypadku_gdy|gdy
        pod_warunkiem_że|jeśli
        w_terminie_późniejszym|później
        w_bliskiej_przyszłości|wkrótce
        w_chwili_gdy w_momencie_gdy w_momencie,_gdy|gdy
        w_formie_pisemnej|na_piśmie
        w_związku_z_powyższym w_konsekwencji|dlatego
        w_szczególności|zwłaszcza
        w_dalszym_ciągu|nadal
        w_sposób_ciągły|stale
        w_każdym_przypadku|zawsze
        w_trakcie|podczas
        celem_uzyskania w_celu_uzyskania|dla_uzyskania
        jest_w_stanie są_w_stanie|może mogą
        był_w_stanie była_w_stanie byli_w_stanie były_w_stanie|mógł mogła mogli mogły
        podjąć_decyzję podjęła_decyzję podjął_decyzję podjęli_decyzję podejmuje_decyzję|zdecydować zdecydowała zdecydował zdecydowali decyduje
        ulega_zmianie ulegają_zmianie ulec_zmianie uległ_zmianie uległa_zmianie uległo_zmianie uległy_zmianie|zmienia_się zmieniają_się zmienić_się zmienił_się zmieniła_się zmieniło_się zmieniły_się
        ulega_poprawie ulegnie_poprawie uległa_poprawie|poprawia_się poprawi_się poprawiła_się
        udzielić_odpowiedzi udziela_odpowiedzi udzielił_odpowiedzi udzieliła_odpowiedzi|odpowiedzieć odpowiada odpowiedział odpowiedziała
        udzielić_pomocy udziela_pomocy udzielają_pomocy|pomóc pomaga pomagają
        okres_czasu okresie_czasu okresu_czasu|czas czasie czasu
        """;

    private const string Fillers = """
        należy_zauważyć,_że należy_podkreślić,_że warto_zauważyć,_że warto_podkreślić,_że trzeba_zaznaczyć,_że warto_dodać,_że jak_wiadomo|
        w_zasadzie w_gruncie_rzeczy tak_naprawdę niniejszym generalnie zasadniczo de_facto faktycznie rzeczywiście niewątpliwie oczywiście|
        """;

    // A friendly text may say them.
    private const string Strong = """
        i:bardzo naprawdę niezwykle niezmiernie wyjątkowo absolutnie kompletnie po_prostu właściwie|
        """;

    private const string Simple = """
        posiadać posiada posiadam posiadamy posiadają posiadał posiadała posiadało posiadali posiadały posiadający posiadająca posiadające|mieć ma mam mamy mają miał miała miało mieli miały mający mająca mające
        niniejszy niniejsza niniejsze niniejszego niniejszej niniejszą|ten ta to tego tej tę
        powyższy powyższa powyższe powyższego powyższej powyższych|ten ta to tego tej tych
        uiścić uiszcza uiszczają uiścił uiściła uiścili|zapłacić płaci płacą zapłacił zapłaciła zapłacili
        nabyć nabywa nabywają nabył nabyła nabyli|kupić kupuje kupują kupił kupiła kupili
        zakupić zakupił zakupiła zakupili zakupiono|kupić kupił kupiła kupili kupiono
        funkcjonować funkcjonuje funkcjonują funkcjonował funkcjonowała funkcjonowały|działać działa działają działał działała działały
        zrealizować zrealizował zrealizowała zrealizowali zrealizowano|wykonać wykonał wykonała wykonali wykonano
        realizować realizuje realizują realizował realizowała realizowali|wykonywać wykonuje wykonują wykonywał wykonywała wykonywali
        zainicjować zainicjował zainicjowała zainicjowali zainicjowano|zacząć zaczął zaczęła zaczęli zaczęto
        rozpocząć rozpoczął rozpoczęła rozpoczęli rozpoczęto rozpoczyna rozpoczynają|zacząć zaczął zaczęła zaczęli zaczęto zaczyna zaczynają
        zakończyć zakończył zakończyła zakończyli|skończyć skończył skończyła skończyli
        zlokalizowany zlokalizowana zlokalizowane|położony położona położone
        umiejscowiony umiejscowiona umiejscowione|położony położona położone
        zobligowany zobligowana zobligowani zobligowane|zobowiązany zobowiązana zobowiązani zobowiązane
        zweryfikować zweryfikował zweryfikowała zweryfikowali zweryfikowano|sprawdzić sprawdził sprawdziła sprawdzili sprawdzono
        weryfikować weryfikuje weryfikują weryfikował weryfikowała|sprawdzać sprawdza sprawdzają sprawdzał sprawdzała
        zmodyfikować zmodyfikował zmodyfikowała zmodyfikowali zmodyfikowano|zmienić zmienił zmieniła zmienili zmieniono
        modyfikować modyfikuje modyfikują|zmieniać zmienia zmieniają
        modyfikacja modyfikację modyfikacją modyfikacje|zmiana zmianę zmianą zmiany
        zredukować zredukował zredukowała zredukowali zredukowano|zmniejszyć zmniejszył zmniejszyła zmniejszyli zmniejszono
        redukować redukuje redukują|zmniejszać zmniejsza zmniejszają
        intensyfikować intensyfikuje intensyfikują|nasilać nasila nasilają
        partycypować partycypuje partycypują|uczestniczyć uczestniczy uczestniczą
        demonstrować demonstruje demonstrują|pokazywać pokazuje pokazują
        zaprezentować zaprezentował zaprezentowała zaprezentowali zaprezentowano|pokazać pokazał pokazała pokazali pokazano
        prezentować prezentuje prezentują|pokazywać pokazuje pokazują
        eliminować eliminuje eliminują wyeliminować wyeliminował wyeliminowała|usuwać usuwa usuwają usunąć usunął usunęła
        optymalny optymalna optymalne optymalnego optymalnej optymalnych|najlepszy najlepsza najlepsze najlepszego najlepszej najlepszych
        znaczący znacząca znaczące znaczącego znaczącej znaczących|duży duża duże dużego dużej dużych
        fundamentalny fundamentalna fundamentalne|podstawowy podstawowa podstawowe
        niezbędny niezbędna niezbędne niezbędnego niezbędnej niezbędnych|potrzebny potrzebna potrzebne potrzebnego potrzebnej potrzebnych
        kompleksowy kompleksowa kompleksowe|pełny pełna pełne
        istotny istotna istotne istotnego istotnej istotnych|ważny ważna ważne ważnego ważnej ważnych
        dodatkowo ponadto co_więcej|poza_tym
        aczkolwiek|choć
        jednakże|ale
        niemniej_jednak|ale
        m:albowiem|bo
        m:gdyż|bo
        m:ponieważ|bo
        aktualnie|teraz
        obecnie|teraz
        natychmiastowo|od_razu
        niezwłocznie|od_razu
        następnie|potem
        uprzednio|wcześniej
        częstokroć|często
        sporadycznie|rzadko
        jedynie|tylko
        wyłącznie|tylko
        również|też
        iż|że
        odnośnie_do|co_do
        w_odniesieniu_do|co_do
        rekomendacja rekomendację rekomendacje|rada radę rady
        rekomendować rekomenduje rekomendują|polecać poleca polecają
        znacząco|mocno
        wielokrotnie|wiele_razy
        przedmiotowy przedmiotowa przedmiotowe|ten ta to
        """;

    // Officialese that a formal text can do without.
    private const string FormalOfficial = """
        w_chwili_obecnej w_obecnej_chwili na_dzień_dzisiejszy na_chwilę_obecną w_dniu_dzisiejszym w_dniu_jutrzejszym|obecnie obecnie dziś obecnie dziś jutro
        w_przypadku_gdy w_sytuacji_gdy w_wypadku_gdy|gdy
        okres_czasu okresie_czasu okresu_czasu|czas czasie czasu
        """;

    // The pairs above whose Polish stays natural when turned round.
    private const string FormalFromPlain = """
        fajny fajna fajne fajnego fajnej fajnych|dobry dobra dobre dobrego dobrej dobrych
        kupić kupił kupiła kupili|nabyć nabył nabyła nabyli
        zacząć zaczął zaczęła zaczęli zaczyna zaczynają|rozpocząć rozpoczął rozpoczęła rozpoczęli rozpoczyna rozpoczynają
        skończyć skończył skończyła skończyli|zakończyć zakończył zakończyła zakończyli
        sprawdzić sprawdził sprawdziła sprawdzili|zweryfikować zweryfikował zweryfikowała zweryfikowali
        pokazać pokazał pokazała pokazali|przedstawić przedstawił przedstawiła przedstawili
        pokazuje pokazują|przedstawia przedstawiają
        dostać dostał dostała dostali dostaje dostają|otrzymać otrzymał otrzymała otrzymali otrzymuje otrzymują
        załatwić załatwił załatwiła załatwili|rozwiązać rozwiązał rozwiązała rozwiązali
        pogadać|porozmawiać
        dzieciaki dzieciaków dzieciakom dzieciakami dzieciakach|dzieci dzieci dzieciom dziećmi dzieciach
        szef szefa szefowi szefem|przełożony przełożonego przełożonemu przełożonym
        fotka fotkę|fotografia fotografię
        m:bo|ponieważ
        też|również
        teraz|obecnie
        od_razu|niezwłocznie
        potem|następnie
        trochę|nieco
        strasznie|bardzo
        mega|bardzo
        chyba_że|chyba_że
        chyba|prawdopodobnie
        szef_kuchni szefa_kuchni szefem_kuchni|szef_kuchni szefa_kuchni szefem_kuchni
        okej|dobrze
        kiepski kiepska kiepskie kiepskiego kiepskiej kiepskich|słaby słaba słabe słabego słabej słabych
        niedługo|wkrótce
        znowu|ponownie
        mail maila mailem mailu mailowo|e-mail e-maila e-mailem e-mailu e-mailowo
        dlatego_że|ponieważ
        wkurzony wkurzona wkurzeni|zdenerwowany zdenerwowana zdenerwowani
        """;

    public static WordExchange Fewer { get; } = new(Wordy + "\n" + Fillers + "\n" + Strong);

    public static WordExchange Simpler { get; } = new(Wordy + "\n" + Fillers + "\n" + Strong + "\n" + Simple);

    public static WordExchange Formal { get; } = new(FormalFromPlain + "\n" + FormalOfficial);

    public static WordExchange FriendlyWords { get; } = new(Wordy + "\n" + Fillers + "\n" + Simple);
}
