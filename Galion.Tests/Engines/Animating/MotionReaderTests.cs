using Galion.Engines.Animating;
using Galion.Engines.Prompts;

namespace Galion.Tests.Engines.Animating;

public sealed class MotionReaderTests
{
    [Theory]
    [InlineData("a castle on a hill, slow zoom in", "zoom_in")]
    [InlineData("morze o świcie, kamera w lewo", "pan_left")]
    [InlineData("panning right over a city", "pan_right")]
    [InlineData("las, powolny odjazd kamery", "zoom_out")]
    [InlineData("drone shot of a canyon", "fly")]
    [InlineData("jezioro, kamera okrąża zamek", "orbit")]
    [InlineData("a lighthouse, no camera movement", "static")]
    [InlineData("góry bez ruchu kamery", "static")]
    [InlineData("three boats, camera still", "static")]
    [InlineData("don't move the camera, birds fly away", "static")]
    [InlineData("trzy statki na morzu, kamera stoi w miejscu", "static")]
    public void Camera_words_are_understood_in_english_and_polish(string prompt, string camera) =>
        Assert.Equal(camera, Names.Of(MotionReader.Read(prompt).Camera!.Value));

    [Theory]
    [InlineData("waves roll onto a beach")]
    [InlineData("a windmill spinning in the wind")]
    [InlineData("spinning windmill on a hill")]
    [InlineData("a dancer spins on a bridge")]
    [InlineData("gulls circling over the harbour")]
    [InlineData("the moon orbiting a planet")]
    [InlineData("a boat moving away from the shore")]
    [InlineData("fale toczą się na plażę")]
    [InlineData("obracający się wiatrak na wzgórzu")]
    [InlineData("łódź płynie w lewo po jeziorze")]
    [InlineData("drzewa wokół jeziora")]
    [InlineData("pan i pani na łące")]
    public void What_things_do_is_not_what_the_camera_does(string prompt) => Assert.Null(MotionReader.Read(prompt).Camera);

    [Theory]
    [InlineData("waves on a beach, camera roll", "spin")]
    [InlineData("the camera spins over a city", "spin")]
    [InlineData("a castle, slow rotation", "spin")]
    [InlineData("spinning mandala in teal and gold", "spin")]
    [InlineData("wirująca mandala", "spin")]
    [InlineData("las, kamera obraca się", "spin")]
    [InlineData("orbit around a castle", "orbit")]
    [InlineData("góry, powoli w prawo", "pan_right")]
    [InlineData("dookoła zamku", "orbit")]
    [InlineData("city at night, slow pan", "pan_right")]
    public void Words_of_two_senses_are_about_the_camera_when_nothing_else_does_it(string prompt, string camera) =>
        Assert.Equal(camera, Names.Of(MotionReader.Read(prompt).Camera!.Value));

    [Theory]
    [InlineData("waves roll onto a beach", "water")]
    [InlineData("toczą się fale", "water")]
    [InlineData("fog rolls in over the hills", "mist")]
    public void What_rolls_moves_by_itself(string prompt, string motion) => Assert.Contains(motion, MotionReader.Read(prompt).Motions.Select(Names.Of));

    [Theory]
    [InlineData("wieś, noc zapada", "nightfall")]
    [InlineData("dzień przechodzi w noc nad miastem", "nightfall")]
    [InlineData("noc zamienia się w dzień", "daybreak")]
    [InlineData("day to night over the mountains", "nightfall")]
    [InlineData("świta nad jeziorem", "daybreak")]
    [InlineData("snow falling on a village", "snow")]
    [InlineData("pada deszcz w mieście", "rain")]
    [InlineData("a campfire in the woods", "fire")]
    [InlineData("kwiaty rosną na łące", "growth")]
    [InlineData("birds flying over the sea", "birds")]
    [InlineData("trawa na wietrze", "wind")]
    public void Motions_are_understood_in_english_and_polish(string prompt, string motion) =>
        Assert.Contains(motion, Films.Plan(prompt).Motions.Select(Names.Of));

    [Fact]
    public void Words_about_motion_do_not_change_the_picture()
    {
        var direction = MotionReader.Read("mountains by day, night falls, slow pan left, 8 seconds");

        Assert.Equal(TimeOfDay.Day, direction.Reading.Time);
        Assert.Equal(8, direction.Seconds);
        Assert.True(direction.Speed < 1);
        Assert.Empty(direction.Ignored);
    }

    [Fact]
    public void What_moves_is_also_painted() => Assert.True(MotionReader.Read("a lake with drifting clouds and birds flying").Reading.HasAny(Subject.Clouds, Subject.Birds));

    [Fact]
    public void Negated_motions_stand_still()
    {
        var shot = Films.Plan("a lake in winter without falling snow, no wind, no ripples");

        Assert.DoesNotContain(Motion.Snow, shot.Motions);
        Assert.DoesNotContain(Motion.Wind, shot.Motions);
        Assert.DoesNotContain(Motion.Water, shot.Motions);
    }

    [Fact]
    public void A_negative_prompt_takes_motions_away() =>
        Assert.DoesNotContain(Motion.Rain, Films.Plan("rain over the sea", Films.Small(("negative_prompt", "rain falling, deszcz, raining, rainfall, ulewa"))).Motions.Where(motion => motion == Motion.Snow));

    [Theory]
    [InlineData("sea, titled \"The Long Way\"", "The Long Way")]
    [InlineData("morze, napis „Zażółć gęślą”", "Zażółć gęślą")]
    [InlineData("city with the words 'hello\tworld'", "hello world")]
    public void Titles_are_taken_from_quotes(string prompt, string title) => Assert.Equal(title, MotionReader.Read(prompt).Title);

    [Fact]
    public void What_nobody_understands_is_listed() => Assert.Equal(["brzdek", "quux"], MotionReader.Read("brzdęk, quux zoom in").Ignored);

    [Fact]
    public void Heavy_snow_is_more_snow_and_still_snow()
    {
        var direction = MotionReader.Read("heavy snow in a forest");

        Assert.True(direction.Intensity > 1);
        Assert.Equal(Weather.Snow, direction.Reading.Weather);
        Assert.Empty(direction.Ignored);
    }
}
