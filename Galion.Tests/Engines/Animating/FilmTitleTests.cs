using Galion.Engines.Animating;
using Galion.Engines.Animating.Effects;
using Galion.Engines.Programs;

namespace Galion.Tests.Engines.Animating;

public sealed class FilmTitleTests
{
    [Theory]
    [InlineData("Zażółć gęślą jaźń & 2°", "")]
    [InlineData("Ночь и день", "Ночьиден")]
    [InlineData("go 夜 go", "夜")]
    [InlineData("fire 🔥", "🔥")]
    public void Letters_that_the_own_alphabet_lacks_are_found(string title, string missing) => Assert.Equal(missing, Typesetting.Missing(title));

    [Theory]
    [InlineData("Ночь на озере")]
    [InlineData("Νύχτα στη λίμνη")]
    public async Task A_title_in_other_letters_is_set_in_a_font_of_the_machine(string title)
    {
        var shot = await PlanAsync(title);
        Assert.SkipWhen(shot.PrintedTitle is null && !ExternalProgram.FontList.IsInstalled, "There is no list of fonts on this machine.");
        Assert.SkipWhen(shot.PrintedTitle is null, "No font on this machine has these letters.");

        var words = shot.PrintedTitle!;
        Assert.InRange(words.Width, Films.Width / 4, Films.Width * 85 / 100);
        Assert.Contains(words.Ink, ink => ink > 250);
        var (bare, titled) = (Films.Frames("lake", moments: [0.5f])[0], Films.Frames(shot, moments: [0.5f])[0]);
        Assert.True(Films.Difference(bare, titled) > 1);
        Assert.Empty(shot.Direction.Ignored);
    }

    [Fact]
    public async Task Letters_that_no_font_has_are_reported_as_ignored()
    {
        // Letters of three old scripts and Latin: hardly a font has them together.
        var shot = await PlanAsync("go \U0001F9FF\U00013000\U00012000 go");

        Assert.SkipWhen(shot.PrintedTitle is not null, "A font on this machine has hieroglyphs, cuneiform and amulets.");
        Assert.Contains("\U00013000", Assert.Single(shot.Direction.Ignored), StringComparison.Ordinal);
        Assert.True(Films.Difference(Films.Frames("lake", moments: [0.5f])[0], Films.Frames(shot, moments: [0.5f])[0]) > 0.3);
    }

    private static async Task<Shot> PlanAsync(string title) => await Films.Plan("lake", Films.Small(("title", title))).TypesetAsync(TestContext.Current.CancellationToken);
}
