using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>How one picture is worked on: its size and seed, how many threads share the rows, when to stop, whom to tell.</summary>
internal sealed class Easel(int width, int height, long seed, Detail detail, int threads, CancellationToken cancellationToken, Action<float, string>? report = null)
{
    private const int BandRows = 16;
    private const long LargePixels = 1_500_000;
    private readonly HashSet<Subject> _leftOut = [];

    public int Width => width;

    public int Height => height;

    public long Seed => seed;

    public Detail Detail => detail;

    public int Threads => threads;

    /// <summary>
    /// Whether the picture becomes the material of a moving one: what falls through the air, shakes the water or belongs to the frame is
    /// then left to the animator.
    /// </summary>
    public bool IsPlate { get; init; }

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>What was asked for and found no place in this picture.</summary>
    public IReadOnlySet<Subject> LeftOut => _leftOut;

    public void LeaveOut(Subject subject) => _leftOut.Add(subject);

    /// <summary>The length, in pixels, that scenes take as 1: the side of a square of the same area.</summary>
    public float Unit { get; init; } = MathF.Sqrt((float)width * height);

    /// <summary>Which parts of the picture draw from a second seed.</summary>
    public Variation? Variation { get; init; }

    /// <summary>After how many pixels the picture begins again; null when it ends at its edges.</summary>
    public (int Width, int Height)? Period { get; init; }

    /// <summary>Whether the picture runs on beyond its edges, so that frames, margins, seals and vignettes are left out.</summary>
    public bool Borderless => IsPlate || Period is not null;

    public Dice Dice(string part) => Painting.Dice.For(Variation?.Renews(part) == true ? Variation.Seed : seed, part);

    /// <summary>A seed for a noise field of one part of the picture.</summary>
    public int NoiseSeed(string part) => (int)(Dice(part).Next() & 0xF_FFFF);

    /// <summary>Frees the planes of a large picture that are done with; left to itself the collector lets them pile up.</summary>
    public void Tidy() => Tidy((long)width * height);

    /// <summary>The same for a picture of so many pixels.</summary>
    public static void Tidy(long pixels)
    {
        if (pixels >= LargePixels)
        {
            UnusedMemory.GiveBack();
        }
    }

    /// <summary>The same work on another size.</summary>
    public Easel For(int otherWidth, int otherHeight)
    {
        var other = new Easel(otherWidth, otherHeight, seed, detail, threads, cancellationToken, report) { IsPlate = IsPlate, Variation = Variation, Period = Period };
        other._leftOut.UnionWith(_leftOut);
        return other;
    }

    /// <param name="fraction">0 to 1 of this picture.</param>
    public void Stage(float fraction, string stage)
    {
        cancellationToken.ThrowIfCancellationRequested();
        report?.Invoke(fraction, stage);
    }

    /// <summary>Runs over rows in bands that threads share. A row must write only what no other row reads or writes.</summary>
    public void Rows(int from, int to, Action<int> row) => Bands(from, to, BandRows, (first, last) =>
    {
        for (var y = first; y < last; y++)
        {
            row(y);
        }
    });

    public void Rows(Action<int> row) => Rows(0, height, row);

    /// <summary>Runs over spans of <paramref name="size"/> rows (or columns, or items) that threads share.</summary>
    public void Bands(int from, int to, int size, Action<int, int> band)
    {
        var count = (to - from + size - 1) / size;
        if (threads == 1)
        {
            for (var n = 0; n < count; n++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                band(from + n * size, Math.Min(to, from + (n + 1) * size));
            }

            return;
        }

        Parallel.For(
            0, Math.Max(0, count), new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken },
            n => band(from + n * size, Math.Min(to, from + (n + 1) * size)));
    }
}

internal enum Detail
{
    Draft,
    Standard,
    Fine,
}
