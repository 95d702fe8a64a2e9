using Galion.Engines.Imaging;

namespace Galion.Engines.Animating;

/// <summary>The pictures that a request gives: to begin with and to end with.</summary>
internal sealed record Pictures(Bitmap? Start, Bitmap? End)
{
    public static Pictures None { get; } = new(null, null);
}
