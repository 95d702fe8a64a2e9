namespace Galion.Engines.Painting.Subjects;

/// <summary>Places for things that are to be counted: near and far, large and small, and none before another.</summary>
/// <param name="reach">Units to both sides of the picture's middle.</param>
internal sealed class Apart(float reach)
{
    private const float Farthest = 0.42f;
    private const float Overlap = 0.92f;
    private readonly List<(float X, float Width)> _taken = [];

    /// <summary>How large each of several things appears, from the nearest, which is 1, to the farthest.</summary>
    public static float[] Sizes(int count, Dice dice) =>
        [.. Enumerable.Range(0, count).Select(n => Mix.Lerp(Farthest, 1, (count - n - (n == 0 ? 0 : dice.Unit())) / count))];

    /// <summary>The size of the largest with which all of them find room.</summary>
    /// <param name="width">Of one of size 1.</param>
    public float Fit(float[] sizes, float width, float largest) => MathF.Min(largest, 0.72f * 2 * reach / (sizes.Sum() * width));

    public bool IsFree(float x, float width) =>
        MathF.Abs(x) + width * 0.5f <= reach && _taken.TrueForAll(other => MathF.Abs(other.X - x) > (other.Width + width) * 0.5f * Overlap);

    public void Take(float x, float width) => _taken.Add((x, width));
}
