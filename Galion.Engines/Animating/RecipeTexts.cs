using Galion.Engines.Imaging;
using Galion.Engines.Recipes;

namespace Galion.Engines.Animating;

/// <summary>The texts of PNG files: the recipe, and a line for people.</summary>
internal static class RecipeTexts
{
    public static IReadOnlyList<PngText> Of(EngineRecipe recipe) =>
    [
        new PngText("Software", "Galion", International: false),
        new PngText("Comment", $"Made by {recipe.Model} {recipe.EngineVersion}, a procedural engine, from: {recipe.Prompt}", International: true),
        new PngText(EngineRecipe.Keyword, recipe.ToString(), International: true),
    ];
}
