using Galion.Engines.Painting.Scenes;

namespace Galion.Engines.Painting.Styles;

/// <summary>The styles by name. Each repaints a graded canvas, whose depths and kinds tell it where things end.</summary>
internal static class StyleBook
{
    public const string Default = "painterly";

    /// <param name="Stage">What to tell people while it works.</param>
    /// <param name="Apply">Repaints the canvas.</param>
    /// <param name="Dither">False where flat colour is the point.</param>
    /// <param name="OwnScene">Paints a world of its own in place of the scene.</param>
    /// <param name="Colorless">Has the colour of its ink or chalk, whatever a prompt says.</param>
    public sealed record Style(string Stage, Action<Easel, Canvas, Scene> Apply, bool Dither = true, bool OwnScene = false, bool Colorless = false);

    public static IReadOnlyDictionary<string, Style> All { get; } = new Dictionary<string, Style>
    {
        [Default] = new("bringing out the light", Painterly.Apply),
        ["watercolour"] = new("laying washes", Watercolour.Apply),
        ["oil"] = new("laying brush strokes", Oil.Apply),
        ["ink"] = new("grinding the ink", Ink.Apply, Colorless: true),
        ["pixel_art"] = new("placing pixels", PixelArt.Apply, Dither: false),
        ["low_poly"] = new("folding facets", LowPoly.Apply),
        ["line_art"] = new("drawing lines", LineArt.Apply, Colorless: true),
        ["flow_field"] = new("letting lines drift", FlowField.Apply),
        ["isometric"] = new("stacking blocks", Isometric.Apply, OwnScene: true),
        ["stained_glass"] = new("cutting glass", StainedGlass.Apply),
        ["poster"] = new("pulling the print", Poster.Apply),
        ["pointillism"] = new("setting dots", Pointillism.Apply),
        ["linocut"] = new("cutting the block", Linocut.Apply),
        ["ukiyo_e"] = new("printing the blocks", UkiyoE.Apply),
        ["charcoal"] = new("rubbing in the shade", Charcoal.Apply, Colorless: true),
        ["paper_cut"] = new("cutting the sheets", PaperCut.Apply),
    };
}
