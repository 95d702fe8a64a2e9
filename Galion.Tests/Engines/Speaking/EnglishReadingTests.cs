using Galion.Engines.Speaking.Reading;

namespace Galion.Tests.Engines.Speaking;

public sealed class EnglishReadingTests
{
    [Theory]
    [InlineData("0", "zero")]
    [InlineData("17", "seventeen")]
    [InlineData("42", "forty-two")]
    [InlineData("100", "one hundred")]
    [InlineData("1,234,567", "one million two hundred and thirty-four thousand five hundred and sixty-seven")]
    [InlineData("1,005", "one thousand and five")]
    [InlineData("-3.25", "minus three point two five")]
    [InlineData("007", "zero zero seven")]
    [InlineData("12345678901234567890", "one two three four five six seven eight nine zero one two three four five six seven eight nine zero")]
    [InlineData("in 1984", "in nineteen eighty-four")]
    [InlineData("in 2005", "in two thousand and five")]
    [InlineData("in 1900", "in nineteen hundred")]
    [InlineData("1984 people", "one thousand nine hundred and eighty-four people")]
    [InlineData("the 1990s", "the nineteen nineties")]
    [InlineData("the '80s", "the eighties")]
    [InlineData("the 21st", "the twenty-first")]
    [InlineData("the 12th", "the twelfth")]
    [InlineData("3/4", "three quarters")]
    [InlineData("2 1/2", "two and one half")]
    [InlineData("10–20 pages", "ten to twenty pages")]
    [InlineData("version 2.1.3", "version two point one point three")]
    public void Numbers_are_said_as_people_say_them(string written, string said) => Assert.Equal(said, Say(written));

    [Theory]
    [InlineData("$3.50", "three dollars and fifty cents")]
    [InlineData("$1", "one dollar")]
    [InlineData("€0.99", "ninety-nine cents")]
    [InlineData("£2.5bn", "two point five billion pounds")]
    [InlineData("$3 million", "three million dollars")]
    [InlineData("100 PLN", "one hundred zlotys")]
    [InlineData("-$20", "minus twenty dollars")]
    [InlineData("5 km", "five kilometres")]
    [InlineData("1 kg", "one kilogram")]
    [InlineData("-5 °C", "minus five degrees Celsius")]
    [InlineData("25 km/h", "twenty-five kilometres per hour")]
    [InlineData("50%", "fifty percent")]
    [InlineData("100 MB", "one hundred megabytes")]
    public void Money_and_measures_have_their_words(string written, string said) => Assert.Equal(said, Say(written));

    [Theory]
    [InlineData("2026-11-21", "November twenty-first twenty twenty-six")]
    [InlineData("11/21/2026", "November twenty-first twenty twenty-six")]
    [InlineData("21/11/2026", "November twenty-first twenty twenty-six")]
    [InlineData("21 November 2026", "the twenty-first of November twenty twenty-six")]
    [InlineData("May 3rd, 1536", "May third fifteen thirty-six")]
    [InlineData("2:30 p.m.", "two thirty P M")]
    [InlineData("14:05", "fourteen oh five")]
    [InlineData("5:00", "five o'clock")]
    [InlineData("7 am", "seven [[eI]] M")]
    [InlineData("2026-13-41", "two thousand and twenty-six thirteen forty-one")]
    public void Dates_and_times_are_read_out(string written, string said) => Assert.Equal(said, Say(written));

    [Fact]
    public void Dates_follow_the_region_where_they_could_mean_two_days()
    {
        Assert.Equal("March fourth twenty twenty-six", Say("3/4/2026"));
        Assert.Equal("the third of April twenty twenty-six", Say("3/4/2026", "gb"));
    }

    [Theory]
    [InlineData("Dr. Smith", "doctor Smith")]
    [InlineData("e.g. this, etc.", "for example this et cetera")]
    [InlineData("the U.S. team", "the U S team")]
    [InlineData("Baker St. and St. Paul", "Baker Street and saint Paul")]
    [InlineData("https://www.example.com/shop/items?id=3", "example dot com slash shop slash items")]
    [InlineData("anna.kowalska@example.com", "anna dot kowalska at example dot com")]
    [InlineData("+44 20 7946 0958", "plus four four, two zero, seven nine four six, zero nine five eight")]
    [InlineData("(555) 123-4567", "five five five, one two three, four five six seven")]
    [InlineData("Henry VIII", "Henry the eighth")]
    [InlineData("Chapter IV", "Chapter four")]
    [InlineData("World War II", "World War two")]
    [InlineData("I am MIX", "I am MIX")]
    [InlineData("R&D", "R and D")]
    public void Short_forms_and_addresses_are_spelt_out(string written, string said) => Assert.Equal(said, Say(written));

    private static string Say(string written, string region = "us") =>
        string.Join(' ', new SentenceReading(LanguageReading.For("en"), region, Pronunciations.Parse(null)).Read(written).Select(word => word.Spoken));
}
