using Galion.Engines.Writing.Language;

namespace Galion.Tests.Engines.Writing;

public sealed class BaseFormTests
{
    [Theory]
    [InlineData("nowej biblioteki miejskiej", "nowa biblioteka miejska")]
    [InlineData("nowej biblioteki", "nowa biblioteka")]
    [InlineData("biblioteki miejskiej", "biblioteka miejska")]
    [InlineData("nową biblioteką", "nowa biblioteka")]
    [InlineData("nową bibliotekę", "nowa biblioteka")]
    [InlineData("nowej bibliotece", "nowa biblioteka")]
    [InlineData("drogiej szkoły", "droga szkoła")]
    [InlineData("dużej wody", "duża woda")]
    [InlineData("zimnej wodzie", "zimna woda")]
    [InlineData("nowej umowy najmu", "nowa umowa najmu")]
    [InlineData("ostatniej sesji", "ostatnia sesja")]
    [InlineData("głównej drodze", "główna droga")]
    [InlineData("nowego projektu", "nowy projekt")]
    [InlineData("wielkiego remontu", "wielki remont")]
    [InlineData("ostatniego planu", "ostatni plan")]
    [InlineData("płaskiego tarasu", "płaski taras")]
    [InlineData("starego miasta", "stare miasto")]
    [InlineData("publicznego zaufania", "publiczne zaufanie")]
    [InlineData("szkolnego boiska", "szkolne boisko")]
    [InlineData("nowego kierownika", "nowy kierownik")]
    [InlineData("rejestracji", "rejestracja")]
    [InlineData("energii", "energia")]
    [InlineData("pszczołę", "pszczoła")]
    [InlineData("planowaniu", "planowanie")]
    [InlineData("Polskiej Akademii Nauk", "Polska Akademia Nauk")]
    [InlineData("możliwej trudności", "możliwa trudność")]
    public void A_phrase_whose_endings_are_certain_gets_its_nominative(string phrase, string nominative) => Assert.Equal(nominative, PolishBaseForm.Of(phrase));

    [Theory]
    [InlineData("więcej wody")]
    [InlineData("nowego budynku")]
    [InlineData("starego ogrodu")]
    [InlineData("dużego błędu")]
    [InlineData("dobrej wierze")]
    [InlineData("jasnej gwieździe")]
    [InlineData("Poznaniu")]
    [InlineData("nowych projektów")]
    [InlineData("Halinę Brzozę")]
    [InlineData("kamieniu")]
    [InlineData("biblioteka miejska")]
    [InlineData("młodzieży")]
    [InlineData("starego brzmu")]
    public void A_form_that_is_not_certain_stays(string phrase) => Assert.Null(PolishBaseForm.Of(phrase));

    [Fact]
    public async Task Key_phrases_are_told_in_the_nominative_and_quoted_as_they_stand()
    {
        const string Text = "Rada miasta mówiła o nowej bibliotece miejskiej. Budowa nowej biblioteki miejskiej ruszy w maju. Mieszkańcy czekają na otwarcie nowej biblioteki miejskiej.";

        var response = await Texts.AskAsync("x", ("document", Text), ("task", "key_phrases"), ("count", 3));

        Assert.Contains("- nowa biblioteka miejska", response.Text, StringComparison.Ordinal);
        Assert.All((IEnumerable<Galion.Engines.Writing.Reading.Quote>)response.AdditionalProperties!["quotes"]!, quote => Assert.Equal(quote.Text, Text[quote.Start..quote.End]));
    }
}
