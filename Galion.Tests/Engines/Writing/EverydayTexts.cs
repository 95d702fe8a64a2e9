namespace Galion.Tests.Engines.Writing;

/// <summary>Ten texts as people write them at work, for the two registers.</summary>
internal static class EverydayTexts
{
    public const string OfficeMail = """
        Hi Tom,

        I'm afraid we can't ship the samples before Thursday, because the courier didn't pick up the boxes yesterday. Can you let me know if that's OK with you? Also, send me the signed contract by 14 May, and don't forget the annex. We've got about 120 pieces left, so there's no need to worry.

        Thanks a lot!

        Cheers,
        Olga
        """;

    public const string IncidentReport = """
        At 14:05 the payment service stopped answering. The cause was a full disk on the second node, which had been filling up since 3 June. 1,240 orders were affected. The on-call engineer deleted the old log files and restarted the service. We got everything running again at 14:52. No data was lost. The team didn't notice the alert because it went to the wrong mailbox. We're going to fix the alert rule this week, and we'll look into the disk quota later. "Nobody told us that the disk was filling up," said the support team.
        """;

    public const string NoticeToTenants = """
        Dear Tenants,

        Please be advised that the water supply will be interrupted on 12 March from 8:00 to 15:00 due to the fact that maintenance work will be carried out in the basement. Tenants are requested to refrain from utilising washing machines during this period. Prior to the commencement of the work, it is necessary to close all taps. In the event that you require assistance, please do not hesitate to contact the office at your earliest convenience. Bicycles shall be removed from the basement by the tenants. The management apologises for any inconvenience caused.

        Yours faithfully,
        The Management
        """;

    public const string ReleaseNote = """
        Version 4.2 brings offline maps and a new search. The search now finds addresses, opening hours and notes. You can download up to 20 regions. Maps take up less space than before: a region of 500 MB now needs 310 MB. The old export format is no longer supported. If you use it, convert your files first. Updating takes about five minutes. Users who do not wish to update may continue to use version 4.1 until 30 September.
        """;

    public const string SchoolLetter = """
        Dear Parents,

        We would like to inform you that the school trip to Torun will take place on 17 May. Children must be at the school gate at 7:15 a.m. A packed lunch is required. The cost amounts to 85 zł per child and must be paid prior to 5 May. It is not permitted to bring mobile phones. If your child is unable to participate, notify the class teacher in writing. Upon return, parents are requested to collect their children promptly.

        Yours sincerely,
        Anna Kowalska
        Head Teacher
        """;

    public const string MailDoKolegi = """
        Cześć Tomek,

        niestety nie damy rady wysłać próbek przed czwartkiem, bo kurier wczoraj nie odebrał paczek. Daj znać, czy to ok. Prześlij mi też podpisaną umowę do 14 maja i nie zapomnij o załączniku. Zostało nam jakieś 120 sztuk, więc spoko. Możesz sprawdzić, czy faktura już przyszła?

        Dzięki!

        Pozdrawiam,
        Olga
        """;

    public const string RaportAwarii = """
        O 14:05 usługa płatności przestała odpowiadać. Powodem był pełny dysk na drugim serwerze, który zapełniał się od 3 czerwca. Problem dotknął 1240 zamówień. Dyżurny usunął stare logi i zrestartował usługę. Wszystko zaczęło działać o 14:52. Nie zginęły żadne dane. Zespół nie zauważył alarmu, bo trafił do złej skrzynki. W tym tygodniu poprawimy regułę alarmu, a potem zajmiemy się limitem dysku. „Nikt nam nie powiedział, że dysk się zapełnia” – powiedział dział pomocy.
        """;

    public const string Ogloszenie = """
        Szanowni Państwo,

        uprzejmie informujemy, że w dniu 12 marca w godzinach od 8:00 do 15:00 nastąpi przerwa w dostawie wody z uwagi na fakt, że w piwnicy prowadzone będą prace konserwacyjne. Mieszkańcy zobowiązani są do zakręcenia zaworów przed rozpoczęciem prac. W przypadku wystąpienia awarii należy niezwłocznie skontaktować się z administracją. Uprasza się o usunięcie rowerów z piwnicy. W przypadku jakichkolwiek pytań prosimy o kontakt z biurem. Administracja nie ponosi odpowiedzialności za pozostawione przedmioty. Za utrudnienia przepraszamy.

        Z poważaniem,
        Administracja
        """;

    public const string NotaWydania = """
        Wersja 4.2 przynosi mapy offline i nową wyszukiwarkę. Wyszukiwarka znajduje teraz adresy, godziny otwarcia i notatki. Możesz pobrać do 20 regionów. Mapy zajmują mniej miejsca niż wcześniej: region o wielkości 500 MB potrzebuje teraz 310 MB. Stary format eksportu nie jest już obsługiwany. Jeśli z niego korzystasz, najpierw przekonwertuj pliki. Aktualizacja trwa około pięciu minut. Jak nie chcesz aktualizować, możesz dalej używać wersji 4.1 do 30 września.
        """;

    public const string ListSzkoly = """
        Drodzy Rodzice,

        informujemy, iż w dniu 17 maja odbędzie się wycieczka szkolna do Torunia. Zbiórka o godzinie 7:15 przed bramą szkoły. Koszt wycieczki wynosi 85 zł od osoby i należy go uiścić do dnia 5 maja. Uczniowie są zobowiązani do posiadania legitymacji szkolnej. Zabrania się używania telefonów komórkowych podczas zwiedzania. W przypadku gdy dziecko nie może uczestniczyć w wycieczce, należy poinformować wychowawcę w formie pisemnej. Po powrocie prosimy o niezwłoczny odbiór dzieci.

        Z poważaniem,
        Anna Kowalska
        Dyrektor szkoły
        """;

    public static IReadOnlyList<string> All { get; } = [OfficeMail, IncidentReport, NoticeToTenants, ReleaseNote, SchoolLetter, MailDoKolegi, RaportAwarii, Ogloszenie, NotaWydania, ListSzkoly];
}
