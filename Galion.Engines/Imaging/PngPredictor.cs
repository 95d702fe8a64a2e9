namespace Galion.Engines.Imaging;

internal static class PngPredictor
{
    public static int Paeth(int left, int up, int upLeft)
    {
        var toLeft = Math.Abs(up - upLeft);
        var toUp = Math.Abs(left - upLeft);
        var toUpLeft = Math.Abs(left + up - 2 * upLeft);
        return toLeft <= toUp && toLeft <= toUpLeft ? left : toUp <= toUpLeft ? up : upLeft;
    }
}
