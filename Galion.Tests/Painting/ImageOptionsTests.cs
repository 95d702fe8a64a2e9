using System.Text.Json;
using Galion.Contracts.Generations;
using Galion.Engines.Painting;
using Xunit;

namespace Galion.Tests.Painting;

public sealed class ImageOptionsTests
{
    [Theory]
    [InlineData("""{"width": 255}""", "width")]
    [InlineData("""{"width": 2049}""", "width")]
    [InlineData("""{"height": "512"}""", "height")]
    [InlineData("""{"height": 512.5}""", "height")]
    [InlineData("""{"height": 1e400}""", "height")]
    [InlineData("""{"seed": -1}""", "seed")]
    [InlineData("""{"seed": 9007199254740992}""", "seed")]
    [InlineData("""{"seed": "NaN"}""", "seed")]
    [InlineData("""{"count": 0}""", "count")]
    [InlineData("""{"count": 9}""", "count")]
    [InlineData("""{"style": "photo"}""", "style")]
    [InlineData("""{"style": ["oil"]}""", "style")]
    [InlineData("""{"palette": ""}""", "palette")]
    [InlineData("""{"detail": 1}""", "detail")]
    [InlineData("""{"negative_prompt": {}}""", "negative_prompt")]
    [InlineData("""{"negative_prompt": "\ud800"}""", "negative_prompt")]
    [InlineData("""{"widht": 512}""", "widht")]
    [InlineData("""{"Width": null}""", "Width")]
    public void A_wrong_option_is_named_and_refused(string json, string field)
    {
        Assert.False(ImageOptions.TryParse(Values(json), out var options, out var errors));
        Assert.Null(options);
        Assert.Equal([field], errors.Keys);
    }

    [Fact]
    public void All_wrong_options_are_reported_at_once()
    {
        Assert.False(ImageOptions.TryParse(Values("""{"width": 1, "height": 1, "colour": "red"}"""), out _, out var errors));

        Assert.Equal(["colour", "height", "width"], errors.Keys.Order());
    }

    [Fact]
    public void Absent_and_null_options_have_their_defaults()
    {
        Assert.True(ImageOptions.TryParse(Values("""{"seed": null, "style": null}"""), out var options, out _));
        Assert.Equal(new ImageOptions(), options);
    }

    [Fact]
    public void Options_survive_their_wire_form()
    {
        var options = new ImageOptions(512, 768, 42, 3, "people", "ink", "mono", "fine");

        Assert.True(ImageOptions.TryParse(options.ToJson(), out var read, out _));
        Assert.Equal(options, read);
        Assert.True(ImageOptions.TryParse(Everything.ToJson(), out read, out _));
        Assert.Equal(Everything, read);
        var resting = new ImageOptions(Count: 2) { Operation = ImageOptions.Vary, Asset = Guid.CreateVersion7(), KeepsSize = true };
        Assert.True(ImageOptions.TryParse(resting.ToJson(), out read, out _));
        Assert.Equal(resting, read);
        var marked = resting with { Count = 1, Operation = ImageOptions.Inpaint, Area = "1,2,3,4" };
        Assert.True(ImageOptions.TryParse(marked.ToJson(), out read, out _));
        Assert.Equal(marked, read);
        Assert.False(ImageOptions.TryParse((marked with { MaskAsset = Guid.CreateVersion7() }).ToJson(), out _, out var both));
        Assert.Contains("not both", both["area"], StringComparison.Ordinal);
        Assert.Contains(PainterImageGenerator.Options, option => option.Name == "area");
    }

    /// <summary>Every option with another value than its default, as far as they go together.</summary>
    private static ImageOptions Everything { get; } = new(512, 768, 42, 1, "people", "ink", "mono", "fine")
    {
        Operation = ImageOptions.Inpaint, Asset = new Guid("0192b1c4-0000-7000-8000-000000000001"), MaskAsset = new Guid("0192b1c4-0000-7000-8000-000000000002"),
        Strength = 0.25, Scale = 4, Left = 1, Right = 2, Top = 3, Bottom = 4, XAxis = "seed=1,2", YAxis = "style=ink", ZAxis = "detail=fine", Tile = true,
        Format = "webp", Quality = 50,
    };

    [Fact]
    public void The_API_offers_what_the_painter_paints()
    {
        Assert.Equal(PainterOptions.Styles.Order(), ImageOptions.Styles.Order());
        Assert.Equal(PainterOptions.Palettes.Order(), ImageOptions.Palettes.Order());
        Assert.Equal(PainterOptions.Details, ImageOptions.Details);
        Assert.Equal(PainterImageGenerator.Options.Single(option => option.Name == "operation").Allowed, ImageOptions.Operations);
        Assert.Equal(PainterImageGenerator.Options.Single(option => option.Name == "format").Allowed, ImageOptions.Formats);
        foreach (var (name, value) in Everything.ToJson().Where(option => option.Key is not ("asset" or "mask_asset")))
        {
            // Whatever the API lets through by name and kind, the painter knows.
            Assert.Contains(PainterImageGenerator.Options, option => option.Name == name);
            Assert.NotEqual(JsonValueKind.Undefined, value.ValueKind);
        }

        Assert.True(ImageOptions.MinSize >= PainterOptions.MinSide);
        Assert.Equal(
            (PainterOptions.MaxSide, PainterOptions.MaxSeed, PainterOptions.MaxCount, PainterOptions.MaxNegativePromptLength),
            (ImageOptions.MaxSize, ImageOptions.MaxSeed, ImageOptions.MaxCount, ImageOptions.MaxNegativePromptLength));
    }

    private static Dictionary<string, JsonElement> Values(string json) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
}
