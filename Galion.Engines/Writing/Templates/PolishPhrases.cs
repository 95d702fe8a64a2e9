namespace Galion.Engines.Writing.Templates;

/// <summary>
/// What Polish texts say around what they were given. The topic always comes with its preposition ({about}), so that its case fits; nothing here
/// states a fact, and nothing supposes the reader's gender.
/// </summary>
internal static class PolishPhrases
{
    public static PhraseBook Book { get; } = new("""
        email.subject
          *: {Subject}
          playful: {Subject} (warto zajrzeć)
          enthusiastic: {Subject}!
        email.greeting
          *: Dzień dobry, {recipient},
          formal: {Sir} {recipient},
          friendly: Cześć, {recipient}!
          enthusiastic: Witaj, {recipient}!
          playful: Hej, {recipient}!
        email.greeting_sir
          *: Dzień dobry,
          formal: {Sir},
        email.greeting_all
          *: Dzień dobry,
          formal: Szanowni Państwo,
          friendly: Cześć!
          enthusiastic: Dzień dobry!
          playful: Hej!
        email.open
          neutral: piszę {about}. | ta wiadomość jest {about}.
          formal: pozwalam sobie napisać {about}. | piszę, aby przekazać informacje {about}.
          friendly: piszę tylko na chwilę, {about}. | krótko {about}.
          enthusiastic: z radością piszę {about}! | nareszcie mogę napisać {about}!
          playful: zgadza się, znowu ja, tym razem {about}. | bez fanfar, za to konkretnie: będzie {about}.
        email.details
          neutral: Najważniejsze informacje: | Oto szczegóły:
          formal: Poniżej przedstawiam szczegóły: | Szczegóły są następujące:
          friendly: W skrócie: | Co warto wiedzieć:
          enthusiastic: Oto wszystko, co już wiadomo: | A teraz szczegóły:
          playful: Do rzeczy: | Same konkrety:
        email.close
          neutral: W razie pytań proszę o wiadomość. | Chętnie odpowiem na pytania.
          formal: W razie pytań pozostaję do dyspozycji. | Z góry dziękuję za odpowiedź.
          friendly: Daj znać, co myślisz. | Napisz, jeśli coś jest niejasne.
          enthusiastic: Nie mogę się doczekać odpowiedzi! | Bardzo czekam na wiadomość!
          playful: Pytania, wątpliwości, genialne pomysły? Wystarczy odpisać. | Odpisz, zanim wystygnie kawa.
        email.signoff
          *: Pozdrawiam
          formal: Z poważaniem
          friendly: Serdecznie pozdrawiam | Wszystkiego dobrego
          enthusiastic: Najserdeczniej pozdrawiam | Serdeczności
          playful: Do następnego maila | Trzymaj się
        email.sender
          *: [Imię i nazwisko]
        email.gap
          *: [Co adresat ma wiedzieć lub zrobić? Uzupełnij tutaj.]
        intent.ask_for
          neutral: Proszę o {object}.
          formal: Uprzejmie proszę o {object}.
          friendly: Mam prośbę o {object}.
          enthusiastic: Bardzo, bardzo proszę o {object}!
          playful: Moja jedyna prośba dotyczy tego: proszę o {object}.
        intent.ask_if
          neutral: Proszę o informację, {object}.
          formal: Uprzejmie proszę o informację, {object}.
          friendly: Daj, proszę, znać, {object}.
          enthusiastic: Bardzo ciekawi mnie, {object}!
          playful: Pytanie za sto punktów: {object}?
        intent.ask_about
          *: Chcę zapytać o {object}.
          formal: Pozwalam sobie zapytać o {object}.
        intent.thank
          neutral: Dziękuję za {object}.
          formal: Pragnę podziękować za {object}.
          friendly: Wielkie dzięki za {object}.
          enthusiastic: Z całego serca dziękuję za {object}!
          playful: Owacja na stojąco za {object}.
        intent.invite
          neutral: Zapraszam na {object}.
          formal: Mam przyjemność zaprosić Państwa na {object}.
          friendly: Serdecznie zapraszam na {object}.
          enthusiastic: Zapraszam na {object}, będzie mi bardzo miło!
          playful: Miejsce w kalendarzu proszę zostawić wolne: zapraszam na {object}.
        intent.apologise
          neutral: Przepraszam za {object}.
          formal: Proszę przyjąć przeprosiny za {object}.
          friendly: Bardzo przepraszam za {object}.
          enthusiastic: Ogromnie przepraszam za {object}.
          playful: Na początek biję się w pierś: przepraszam za {object}.
        intent.remind_about
          neutral: Przypominam o {object}.
          formal: Uprzejmie przypominam o {object}.
          friendly: Krótko przypominam o {object}.
          enthusiastic: Koniecznie pamiętaj o {object}!
          playful: Supełek na chusteczce: chodzi o pamięć o {object}.
        article.title
          *: {AboutTitle} | {AboutTitle}: najważniejsze punkty
          friendly: Kilka słów {about} | {AboutTitle}, krok po kroku
          enthusiastic: Porozmawiajmy {about}! | Warto wiedzieć więcej {about}!
          playful: {AboutTitle}, bez ziewania | A dziś będzie {about}
        article.lead
          neutral: Ten tekst zbiera najważniejsze informacje {about}{audience}. | Poniżej zebrano najważniejsze informacje {about}{audience}.
          formal: Niniejszy artykuł przedstawia podstawowe informacje {about}{audience}. | Celem artykułu jest przedstawienie podstawowych informacji {about}{audience}.
          friendly: Usiądźmy na chwilę i porozmawiajmy {about}{audience}. | Oto krótka opowieść {about}{audience}. | Chwila przerwy? To porozmawiajmy {about}{audience}.
          enthusiastic: Tyle można powiedzieć {about}{audience}, więc zaczynajmy! | Mało jest tak wdzięcznych zajęć jak pisanie {about}{audience}!
          playful: Proszę wygodnie usiąść: dziś będzie {about}{audience}. | Woda na herbatę wstawiona? To można zaczynać: będzie {about}{audience}. | Bez przypisów i bez kartkówki na koniec: będzie {about}{audience}.
        article.next
          neutral: To nie wszystko. | Warto dodać coś jeszcze.
          formal: Na uwagę zasługują także dalsze kwestie. | Należy wspomnieć o dalszych kwestiach.
          friendly: A to jeszcze nie koniec. | Jest jeszcze coś.
          enthusiastic: A dalej jest jeszcze ciekawiej! | I to wcale nie koniec!
          playful: Nikt nie zasnął? Świetnie. | Proszę, drugie danie.
        article.close
          neutral: Tyle {about}. | To najważniejsze, co warto zapamiętać.
          formal: Powyższe punkty podsumowują dostępny materiał. | Na tym kończy się przegląd dostępnego materiału.
          friendly: Tak to wygląda na dziś. Czego tu brakuje? | I to cała historia, przynajmniej na razie.
          enthusiastic: A to na pewno nie ostatnie słowo {about}! | Podaj dalej!
          playful: Koniec. Wiedzą można już imponować znajomym. | Kurtyna, oklaski, herbata. | Dzwonek, koniec lekcji. Gdyby była kartkówka, odpowiedź brzmi: {figure}.
        article.questions
          *: [O co chodzi? Jedno zdanie, które czytelnik ma zapamiętać.]\n\n[Kto lub co bierze w tym udział, gdzie i od kiedy?]\n\n[Dlaczego to ważne i dla kogo?]\n\n[Co będzie dalej?]
        story.title
          *: {AboutTitle} | Opowieść {about}
          playful: {AboutTitle}, mniej więcej | Prawdziwa historia {about}
        story.open
          neutral: To jest opowieść {about}. | Każda historia gdzieś się zaczyna; ta jest {about}. | Oto co zapisano {about}.
          formal: Oto relacja {about}. | Historię {about} należy opowiedzieć po kolei. | Poniżej przedstawiono to, co odnotowano {about}.
          friendly: Posłuchaj historii {about}. | Przysuń się bliżej, to będzie historia {about}. | Usiądź na chwilę, opowiem Ci {about}.
          enthusiastic: Co to za historia! Będzie {about}. | Tej historii trzeba posłuchać! Jest {about}. | Nareszcie można opowiedzieć {about}!
          playful: Dawno, dawno temu, albo i całkiem niedawno: oto historia {about}. | Niektóre opowieści zaczynają się od burzy. Ta będzie {about}. | Smoka w tej historii nie ma. Jest za to coś innego: {figure}. A wszystko {about}. | Narrator odchrząkuje, przekłada kartki i zaczyna: będzie {about}. | Wszystko, co wiem {about}, zapisano na karteczce. Oto ona.
        story.first
          *: Zaczęło się tak. | A było to tak.
          playful: Zaczęło się tak, jak zwykle się zaczyna. | Światła gasną, kurtyna w górę.
        story.link
          *: Potem | Później | Po chwili
          formal: Następnie | Z czasem
          playful: A potem | Jak na zawołanie | Kartkę dalej
        story.last
          *: W końcu | Na koniec
          formal: Ostatecznie
          playful: I na domiar wszystkiego
        story.close
          neutral: Na tym się skończyło, a może właśnie się zaczęło. | I tu historia milknie. | To wszystko, co mówią notatki.
          formal: Na tym relacja się kończy. | Tak oto opowieść dobiega końca. | Nic więcej nie odnotowano.
          friendly: Tyle wiem. | A co było dalej, opowiedz już Ty. | I to cała historia, przynajmniej na razie.
          enthusiastic: Taka to historia. Podaj ją dalej! | Pomyśleć tylko: {figure}! | Teraz Twoja kolej, opowiedz ją komuś!
          playful: Reszta jest milczeniem, być może także ciastem. | Gdyby wszystko inne uleciało, proszę zapamiętać chociaż to: {figure}. | Jeśli coś się nie zgadza, winne są notatki. | W trakcie opowiadania nie ucierpiał żaden smok. | Narrator kłania się i szuka kapelusza.
        story.gap
          *: [O kim to historia i czego ta osoba chce?]\n\n[Co stoi na przeszkodzie?]\n\n[Co się dzieje i jak to się kończy?]
        marketing.headline
          neutral: Krótko {about} | Co warto wiedzieć {about}
          formal: Informacje {about}
          friendly: Dobre wieści {about} | Kilka słów {about}
          enthusiastic: Wielkie wieści {about}! | Wielkie nowiny {about}!
          playful: Psst! Będzie {about} | Uwaga, będzie {about}
        marketing.headline_named
          neutral: {Headline}
          formal: {Headline}
          friendly: Dobre wieści: {headline} | Coś dla Ciebie: {headline}
          enthusiastic: {Headline}! | Już jest: {headline}!
          playful: Psst! {Headline} | Uwaga, będzie miło: {headline}
        marketing.lead
          neutral: Krótko {about}{audience}. | Oto najważniejsze informacje {about}{audience}.
          formal: Mamy przyjemność przedstawić Państwu informacje {about}{audience}. | Pragniemy przekazać Państwu informacje {about}{audience}.
          friendly: Chcemy opowiedzieć Ci {about}{audience}. | Mamy coś do pokazania{audience}. | Tak opowiedzielibyśmy {about} komuś bliskiemu{audience}.
          enthusiastic: Nareszcie możemy się tym podzielić{audience}! | Koniec czekania! Mamy nowinę{audience}.
          playful: Bez fanfar i bez fajerwerków{audience}. | Nie trzeba wielkich słów{audience}, wystarczą małe. | Nikt nie pytał{audience}, a my i tak odpowiadamy.
        marketing.points
          neutral: W skrócie: | Co warto wiedzieć:
          formal: Najważniejsze cechy: | Podsumowanie:
          friendly: Oto co czeka: | Same dobre rzeczy:
          enthusiastic: Tylko spójrz: | Zobacz:
          playful: Dowody: | Powody, w dowolnej kolejności: | Dowód pierwszy i następne:
        marketing.call
          neutral: Sprawdź szczegóły już dziś. | Przyjrzyj się bliżej.
          formal: Z przyjemnością odpowiemy na Państwa pytania. | Zapraszamy do kontaktu.
          friendly: Zajrzyj do nas. | Wpadnij i przekonaj się.
          enthusiastic: Nie przegap! | Koniecznie zobacz!
          playful: No dalej, wystarczy zerknąć. | Teraz Twój ruch. | Ciekawość? Taki był plan.
        marketing.gap
          *: - [Co to jest, w jednym zdaniu?]\n- [Co z tego ma klient?]\n- [Cena, miejsce, termin?]
        social.hook
          neutral: Krótko {about}. | Kilka słów {about}.
          formal: Przekazujemy informacje {about}. | Nowe informacje {about}.
          friendly: Porozmawiajmy {about} 👋 | Małe co nieco {about}. | Dzień dobry! Dziś krótko {about} 👋
          enthusiastic: Wielkie wieści {about}! 🎉 | Z radością piszemy {about}! ✨ | Wreszcie możemy napisać {about}! 🙌
          playful: W dzisiejszym odcinku: {about} 🎬 | Zatrzymaj palec. Będzie {about} 😄 | Nikt nie pytał, a jednak: będzie {about} 🙃
        social.call
          neutral: Co o tym myślisz? | Napisz o tym w komentarzu.
          formal: Zachęcamy do komentowania. | Czekamy na Państwa pytania.
          friendly: I co Ty na to? 💬 | Napisz nam w komentarzu!
          enthusiastic: Koniecznie napisz, co myślisz! 💬 | Oznacz kogoś, kto powinien wiedzieć!
          playful: Proszę dyskutować. Grzecznie. | Teraz Twoja kolej 👇 | Komentarze otwarte, żarty mile widziane 👇
        social.gap
          *: [Jedna rzecz, którą ludzie powinni wiedzieć.]
        product.lead
          neutral: Opis zbiera to, co wiadomo {about}{audience}. | Najważniejsze informacje {about}{audience}.
          formal: Przedstawiamy Państwu informacje {about}{audience}. | Opis produktu zawiera informacje {about}{audience}.
          friendly: Kilka słów {about}{audience}. | Krótko i na temat{audience}. | Oto co dobrze wiedzieć {about}{audience}.
          enthusiastic: Z przyjemnością piszemy {about}{audience}! | Nareszcie możemy napisać {about}{audience}!
          playful: Są rzeczy, które wiedzą, do czego służą{audience}. | Instrukcji uśmiechania się nie dołączono{audience}. | Fakty są poniżej{audience}, poezję pominięto.
        product.points
          neutral: Szczegóły | Cechy
          formal: Specyfikacja | Cechy
          friendly: Co warto wiedzieć | Szczegóły
          enthusiastic: Za co można polubić | Szczegóły
          playful: Fakty i tylko fakty | Mały druk dużym drukiem | To, do czego i tak się przewija
        product.close
          *: Masz pytania? Napisz do nas.
          formal: W celu uzyskania dalszych informacji prosimy o kontakt.
          enthusiastic: Wypróbuj i napisz, jak się sprawdza!
          playful: Nadal czytasz? To może być właśnie to.
        product.gap
          *: - [Z czego jest zrobione, jakie ma wymiary?]\n- [Do czego służy?]\n- [Co jest w zestawie?]
        footer.gap
          *: _Nawiasy oznaczają to, czego mi nie podano; niczego nie zmyślam._
        outline.generic
          *: 1. Wprowadzenie: {about}\n   - [Definicja w jednym lub dwóch zdaniach]\n   - [Dlaczego to ważne dla czytelnika]\n2. Tło\n   - [Jak się zaczęło, ze źródłem]\n   - [Kto bierze w tym udział]\n3. Najważniejsze punkty\n   - [Pierwszy punkt, z dowodem]\n   - [Drugi punkt, z dowodem]\n   - [Trzeci punkt, z dowodem]\n4. Co przemawia przeciw\n   - [Najmocniejszy zarzut]\n   - [Odpowiedź na niego]\n5. Podsumowanie\n   - [Jedna rzecz do zapamiętania]
        titles.generic
          *: {AboutTitle}\n{AboutTitle}: najważniejsze punkty\nKilka słów {about}\nCo warto wiedzieć {about}\nPytania {about}\n{AboutTitle}, krok po kroku\nNotatki {about}\nRozmowa {about}\nKrótko {about}\nJeszcze raz {about}
        """);
}
