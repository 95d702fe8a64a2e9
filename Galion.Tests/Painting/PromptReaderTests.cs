using Galion.Engines.Prompts;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class PromptReaderTests
{
    [Theory]
    [InlineData("snowy mountains at sunset", Subject.Mountains)]
    [InlineData("zaśnieżone góry o zachodzie słońca", Subject.Mountains)]
    [InlineData("latarnia morska nad morzem", Subject.Lighthouse)]
    [InlineData("łódź na spokojnym jeziorze", Subject.Boat)]
    [InlineData("las we mgle", Subject.Forest)]
    [InlineData("miasto nocą", Subject.City)]
    [InlineData("zorza polarna", Subject.Aurora)]
    [InlineData("a field of sunflowers", Subject.Flowers)]
    [InlineData("kot", Subject.Cat)]
    [InlineData("THE MILKY WAY!!!", Subject.MilkyWay)]
    public void Subjects_are_read_in_English_and_Polish(string prompt, Subject subject) => Assert.Contains(subject, PromptReader.Read(prompt).Subjects.Keys);

    [Theory]
    [InlineData("mountains at dawn", TimeOfDay.Dawn)]
    [InlineData("morze o zachodzie", TimeOfDay.Sunset)]
    [InlineData("lake in the golden hour", TimeOfDay.Golden)]
    [InlineData("miasto w nocy", TimeOfDay.Night)]
    [InlineData("forest at twilight", TimeOfDay.Dusk)]
    public void The_time_of_day_is_read(string prompt, TimeOfDay time) => Assert.Equal(time, PromptReader.Read(prompt).Time);

    [Theory]
    [InlineData("a watercolor of hills", "watercolour")]
    [InlineData("akwarela, wzgórza", "watercolour")]
    [InlineData("oil painting of a harbour", "oil")]
    [InlineData("city, pixel art", "pixel_art")]
    [InlineData("witraż z wilkiem", "stained_glass")]
    [InlineData("low-poly island", "low_poly")]
    [InlineData("travel poster of the alps", "poster")]
    public void The_style_is_read(string prompt, string style) => Assert.Equal(style, PromptReader.Read(prompt).Style);

    [Theory]
    [InlineData("a beach with no people", Subject.Person)]
    [InlineData("sky without clouds", Subject.Clouds)]
    [InlineData("jezioro bez ludzi", Subject.Person)]
    [InlineData("sea, no boats or birds", Subject.Birds)]
    public void What_is_negated_is_excluded(string prompt, Subject subject)
    {
        var reading = PromptReader.Read(prompt);

        Assert.Contains(subject, reading.Excluded);
        Assert.DoesNotContain(subject, reading.Subjects.Keys);
    }

    [Fact]
    public void A_negation_ends_with_its_clause()
    {
        var reading = PromptReader.Read("no people, two boats");

        Assert.Equal(2, reading.Subjects[Subject.Boat]);
        Assert.DoesNotContain(Subject.Boat, reading.Excluded);
    }

    [Fact]
    public void The_negative_prompt_outweighs_the_prompt()
    {
        var reading = PromptReader.Read("moon over mountains", "moon");

        Assert.Equal([Subject.Mountains], reading.Subjects.Keys);
    }

    [Fact]
    public void A_colour_before_a_thing_is_the_colour_of_that_thing()
    {
        var reading = PromptReader.Read("a red boat on the sea");

        Assert.Equal("red", reading.Tints[Subject.Boat].Name);
        Assert.Empty(reading.Colors);
    }

    [Theory]
    [InlineData("white swans on a blue lake", Subject.Swan, "white", Subject.Lake, "blue")]
    [InlineData("białe łabędzie na niebieskim jeziorze", Subject.Swan, "white", Subject.Lake, "blue")]
    [InlineData("red calm sea under a purple evening sky", Subject.Sea, "red", Subject.Sky, "purple")]
    [InlineData("two green boats and three yellow balloons", Subject.Boat, "green", Subject.Balloon, "yellow")]
    public void Each_thing_has_its_own_colour_and_the_picture_none(string prompt, Subject one, string color, Subject other, string otherColor)
    {
        var reading = PromptReader.Read(prompt);

        Assert.Equal((color, otherColor), (reading.Tints[one].Name, reading.Tints[other].Name));
        Assert.Empty(reading.Colors);
    }

    [Theory]
    [InlineData("a green dragon over mountains", "dragon", "green")]
    [InlineData("zielony smok nad górami", "smok", "zielony")]
    [InlineData("red fluffy thingamajig and a boat", "fluffy", "thingamajig", "red")]
    [InlineData("a red and white lighthouse", "white")]
    [InlineData("mountains, not red", "red")]
    public void A_colour_of_what_is_not_known_is_ignored_with_it(string prompt, params string[] ignored)
    {
        var reading = PromptReader.Read(prompt);

        Assert.Equal(ignored, reading.Ignored);
        Assert.Empty(reading.Colors);
    }

    [Theory]
    [InlineData("mountains in blue tones")]
    [InlineData("blue, mountains")]
    [InlineData("góry w niebieskich barwach")]
    [InlineData("blue abstract shapes")]
    [InlineData("mountains on a blue night")]
    public void A_colour_without_a_thing_colours_the_picture(string prompt)
    {
        var reading = PromptReader.Read(prompt);

        Assert.Equal(["blue"], reading.Colors.Select(color => color.Name));
        Assert.Empty(reading.Tints);
        Assert.Empty(reading.Ignored);
    }

    [Theory]
    [InlineData("a harbour", 3)]
    [InlineData("a harbour with two boats", 2)]
    [InlineData("port z pięcioma łodziami", 5)]
    [InlineData("harbour without boats", 0)]
    public void A_harbour_has_as_many_boats_as_are_said(string prompt, int boats)
    {
        var reading = PromptReader.Read(prompt);

        Assert.Equal(boats, reading.Subjects.GetValueOrDefault(Subject.Boat));
        Assert.True(reading.Has(Subject.Sea) && reading.Has(Subject.Village));
    }

    [Fact]
    public void A_colour_that_stands_alone_is_the_colour_of_the_picture() =>
        Assert.Equal(["teal", "gold"], PromptReader.Read("abstract, teal and gold").Colors.Select(color => color.Name));

    [Fact]
    public void What_is_not_known_is_reported()
    {
        var reading = PromptReader.Read("mountains with a flibbertigibbet");

        Assert.Equal(["flibbertigibbet"], reading.Ignored);
        Assert.Equal(["mountains: mountains"], reading.Understood);
    }
}
