using System.Globalization;
using Galion.Engines.Imaging;
using Galion.Engines.Recipes;

namespace Galion.Engines.Painting.Operations;

/// <summary>What an operation made, before it becomes a file.</summary>
/// <param name="Bitmap">The picture; the merged one when there are layers.</param>
/// <param name="Deep">The same with 16 bits of its own, when they were asked for and the operation works finer than 8.</param>
/// <param name="Layers">From the farthest to the nearest, when they were asked for.</param>
/// <param name="Note">What people should know of this result, when there is something.</param>
internal sealed record Made(Bitmap Bitmap, EngineRecipe Recipe, Bitmap16? Deep = null, IReadOnlyList<OpenRaster.Layer>? Layers = null, string? Note = null)
{
    public int Width => Bitmap.Width;

    public int Height => Bitmap.Height;

    public long Seed => Recipe.Options["seed"]?.GetValue<long>() ?? 0;

    public string FileName(PictureFormat format) => string.Create(CultureInfo.InvariantCulture, $"galion-{Recipe.Options["operation"]?.GetValue<string>() ?? "picture"}-{Seed}.{format.Extension()}");

    /// <summary>The file, with the recipe and, when the recipe needs them and they may go along, the given pictures.</summary>
    public async Task<byte[]> EncodeAsync(PainterRequest request, CancellationToken cancellationToken)
    {
        var file = await EncodeAloneAsync(request, cancellationToken);
        return Recipe.Options["original"] is not null && request.Kept is { Count: > 0 } sources ? SourceCarriers.Insert(file, request.Format, sources) : file;
    }

    private async Task<byte[]> EncodeAloneAsync(PainterRequest request, CancellationToken cancellationToken)
    {
        switch (request.Format)
        {
            case PictureFormat.Png:
                return Deep is not null ? PngEncoder.Encode(Deep, Recipe.ToTexts(), cancellationToken)
                    : request.Values.Whole("bits") == 16 ? PngEncoder.EncodeDeep(Bitmap, Recipe.ToTexts(), cancellationToken)
                    : PngEncoder.Encode(Bitmap, Recipe.ToTexts(), cancellationToken);
            case PictureFormat.OpenRaster:
                return OpenRaster.Write(Bitmap, Layers ?? [], Recipe, cancellationToken);
            default:
                var file = await PictureFiles.EncodeAsync(Bitmap, request.Format, request.Values.Whole("quality"), cancellationToken);
                return XmpCarriers.Insert(file, request.Format, Recipe.ToXmp(), Bitmap.Width, Bitmap.Height);
        }
    }
}
