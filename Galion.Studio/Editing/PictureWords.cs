using Galion.Contracts;
using Galion.Contracts.Generations;

namespace Galion.Studio.Editing;

/// <summary>How edits are called, and why one could not be started.</summary>
internal static class PictureWords
{
    public static string Of(string operation) => operation switch
    {
        ImageOptions.Vary => "Varied",
        ImageOptions.Restyle => "Restyled",
        ImageOptions.Inpaint => "Filled",
        ImageOptions.Outpaint => "Extended",
        ImageOptions.Upscale => "Enlarged",
        ImageOptions.RemoveBackground => "Background removed",
        ImageOptions.Grid => "Grid",
        _ => "Painted",
    };

    /// <param name="code">Read from the address and therefore not to be shown itself.</param>
    public static string? OfProblem(string? code) => code switch
    {
        null => null,
        PictureEdit.NothingMarked => "Nothing is marked. Mark a part with the brush, or give a rectangle; nothing was charged.",
        PictureEdit.NoMargin => "Give at least one side some pixels to extend by; nothing was charged.",
        PictureEdit.NotNumbers => "Use whole numbers; nothing was charged.",
        ErrorCodes.InsufficientCredits => "There are not enough credits for this edit. Nothing was charged, and your picture is as it was.",
        ErrorCodes.RateLimited => "That was a bit fast. Wait a moment and try again; nothing was charged.",
        ErrorCodes.ValidationFailed => "The painter cannot do this as it is filled in: a number is too large, too much is marked, or the picture is in the trash. Nothing was charged.",
        _ => "The edit could not be started. Nothing was charged; try again in a moment.",
    };
}
