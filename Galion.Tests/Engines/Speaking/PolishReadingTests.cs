using Galion.Engines.Speaking.Reading;

namespace Galion.Tests.Engines.Speaking;

public sealed class PolishReadingTests
{
    [Theory]
    [InlineData("1 234 567", "milion dwieście trzydzieści cztery tysiące pięćset sześćdziesiąt siedem")]
    [InlineData("2000", "dwa tysiące")]
    [InlineData("3,14", "trzy przecinek czternaście")]
    [InlineData("0,05", "zero przecinek zero pięć")]
    [InlineData("1 osoba", "jedna osoba")]
    [InlineData("3. miejsce", "trzecie miejsce")]
    [InlineData("2. osoba", "druga osoba")]
    [InlineData("3/4", "trzy czwarte")]
    [InlineData("2/5", "dwie piąte")]
    public void Numbers_are_said_as_people_say_them(string written, string said) => Assert.Equal(said, Say(written));

    [Theory]
    [InlineData("1 zł", "jeden złoty")]
    [InlineData("2 zł", "dwa złote")]
    [InlineData("5 zł", "pięć złotych")]
    [InlineData("12 zł", "dwanaście złotych")]
    [InlineData("22 zł", "dwadzieścia dwa złote")]
    [InlineData("3,50 zł", "trzy złote pięćdziesiąt groszy")]
    [InlineData("2,5 mln zł", "dwa przecinek pięć miliona złotych")]
    [InlineData("1,5 kg", "jeden przecinek pięć kilograma")]
    [InlineData("2 t", "dwie tony")]
    [InlineData("22 km", "dwadzieścia dwa kilometry")]
    [InlineData("-5 °C", "minus pięć stopni Celsjusza")]
    [InlineData("50%", "pięćdziesiąt procent")]
    public void Money_and_measures_agree_with_their_number(string written, string said) => Assert.Equal(said, Say(written));

    [Theory]
    [InlineData("21.11.2026 r.", "dwudziestego pierwszego listopada dwa tysiące dwudziestego szóstego roku")]
    [InlineData("2026-11-21", "dwudziestego pierwszego listopada dwa tysiące dwudziestego szóstego roku")]
    [InlineData("3 maja", "trzeciego maja")]
    [InlineData("w 1984 r.", "w tysiąc dziewięćset osiemdziesiątym czwartym roku")]
    [InlineData("od 1990 roku", "od tysiąc dziewięćset dziewięćdziesiątego roku")]
    [InlineData("w latach 90.", "w latach dziewięćdziesiątych")]
    [InlineData("14:30", "czternasta trzydzieści")]
    [InlineData("o 14:30", "o czternastej trzydzieści")]
    [InlineData("od 8:00 do 16:00", "od ósmej do szesnastej")]
    [InlineData("o godz. 9:05", "o godzinie dziewiątej zero pięć")]
    public void Dates_and_hours_stand_in_their_case(string written, string said) => Assert.Equal(said, Say(written));

    [Theory]
    [InlineData("dr Kowalski, np. jutro itd.", "doktor Kowalski na przykład jutro i tak dalej")]
    [InlineData("przy ul. Długiej", "przy ulicy Długiej")]
    [InlineData("anna@example.pl", "anna małpa example kropka pe el")]
    [InlineData("600-123-456", "sześćset, sto dwadzieścia trzy, czterysta pięćdziesiąt sześć")]
    [InlineData("Jan Paweł II", "Jan Paweł drugi")]
    [InlineData("za Jana Pawła II", "za Jana Pawła drugiego")]
    [InlineData("Elżbieta II", "Elżbieta druga")]
    [InlineData("w XXI w.", "w dwudziestym pierwszym wieku")]
    [InlineData("XX wiek", "dwudziesty wiek")]
    [InlineData("rozdział IV", "rozdział czwarty")]
    public void Short_forms_and_addresses_are_spelt_out(string written, string said) => Assert.Equal(said, Say(written));

    private static string Say(string written) =>
        string.Join(' ', new SentenceReading(LanguageReading.For("pl"), "gb", Pronunciations.Parse(null)).Read(written).Select(word => word.Spoken));
}
