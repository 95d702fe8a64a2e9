using Galion.Engines.Imaging;

namespace Galion.Engines.Painting.Operations;

/// <summary>
/// Fills holes of a picture with what stands elsewhere in it. From small to full size, every patch around a missing pixel looks for the known
/// patch that resembles it most (neighbours pass on their finds, and some guesses are thrown far), then the patches vote on the pixels. Lines
/// and borders that reach the hole are continued, because patches that overlap it must agree with what is known.
/// </summary>
internal sealed class PatchFill
{
    private const int Reach = 3;
    private const int SmallestSide = 40;
    private const float RowWeight = 0.35f;

    private readonly Easel _easel;
    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _pixels;
    private readonly bool[] _hole;
    private readonly float[] _trust;
    private readonly bool[] _isSource;
    private readonly bool[] _isTarget;
    private int[] _matches;
    private int[] _nextMatches;
    private readonly int _seed;
    private readonly float[] _costs;

    private PatchFill(Easel easel, int width, int height, byte[] pixels, bool[] hole, int seed)
    {
        (_easel, _width, _height, _pixels, _hole, _seed) = (easel, width, height, pixels, hole, seed);
        var size = width * height;
        (_trust, _isSource, _isTarget, _costs) = (Trust(), new bool[size], new bool[size], new float[size]);
        (_matches, _nextMatches) = (new int[size], new int[size]);
        easel.Rows(0, height, y =>
        {
            for (var x = 0; x < width; x++)
            {
                var (near, inside) = (false, x >= Reach && y >= Reach && x < width - Reach && y < height - Reach);
                for (var dy = -Reach; dy <= Reach && !near; dy++)
                {
                    for (var dx = -Reach; dx <= Reach && !near; dx++)
                    {
                        var (nx, ny) = (x + dx, y + dy);
                        near = (uint)nx < (uint)width && (uint)ny < (uint)height && hole[ny * width + nx];
                    }
                }

                _isTarget[y * width + x] = near;
                _isSource[y * width + x] = inside && !near;
            }
        });
    }

    /// <param name="picture">RGB.</param>
    /// <param name="hole">True where it is to be filled.</param>
    /// <exception cref="ArgumentException">No whole patch of the picture is known.</exception>
    public static Bitmap Fill(Easel easel, Bitmap picture, bool[] hole)
    {
        var pyramid = new List<(int Width, int Height, byte[] Pixels, bool[] Hole)> { (picture.Width, picture.Height, (byte[])picture.Pixels.Clone(), hole) };
        while (Math.Min(pyramid[^1].Width, pyramid[^1].Height) > SmallestSide)
        {
            pyramid.Add(Halve(pyramid[^1].Width, pyramid[^1].Height, pyramid[^1].Pixels, pyramid[^1].Hole));
        }

        PatchFill? smaller = null;
        for (var level = pyramid.Count - 1; level >= 0; level--)
        {
            easel.Stage(1 - (level + 1f) / (pyramid.Count + 0.5f), "filling from what is around");
            var (width, height, pixels, known) = pyramid[level];
            var fill = new PatchFill(easel, width, height, pixels, known, easel.NoiseSeed("patches" + level));
            if (!fill.HasSources)
            {
                // Too little of a small picture is whole; larger ones have more.
                if (level == 0)
                {
                    throw new ArgumentException("The holes leave no whole part of the picture to fill them from.");
                }

                continue;
            }

            fill.Begin(smaller);
            var rounds = smaller is null ? 12 : Math.Clamp(level * 2 + 2, 2, 6);
            for (var round = 0; round < rounds; round++)
            {
                fill.Search(round, level == 0 ? 2 : 3);
                fill.Vote(last: level == 0 && round == rounds - 1);
            }

            smaller = fill;
            pyramid.RemoveAt(level);
        }

        var result = new Bitmap(picture.Width, picture.Height, 3, smaller!._pixels);
        for (var n = 0; n < hole.Length; n++)
        {
            if (!hole[n])
            {
                picture.Pixels.AsSpan(n * 3, 3).CopyTo(result.Pixels.AsSpan(n * 3));
            }
        }

        return result;
    }

    private bool HasSources => Array.Exists(_isSource, source => source);

    private static (int Width, int Height, byte[] Pixels, bool[] Hole) Halve(int width, int height, byte[] pixels, bool[] hole)
    {
        var (halfWidth, halfHeight) = ((width + 1) / 2, (height + 1) / 2);
        var (small, smallHole) = (new byte[halfWidth * halfHeight * 3], new bool[halfWidth * halfHeight]);
        for (var y = 0; y < halfHeight; y++)
        {
            for (var x = 0; x < halfWidth; x++)
            {
                var (red, green, blue, count) = (0, 0, 0, 0);
                for (var n = 0; n < 4; n++)
                {
                    var (sx, sy) = (Math.Min(width - 1, 2 * x + (n & 1)), Math.Min(height - 1, 2 * y + (n >> 1)));
                    if (!hole[sy * width + sx])
                    {
                        var at = (sy * width + sx) * 3;
                        (red, green, blue, count) = (red + pixels[at], green + pixels[at + 1], blue + pixels[at + 2], count + 1);
                    }
                }

                var target = y * halfWidth + x;
                // A pixel with a missing quarter is known well enough.
                smallHole[target] = count < 3;
                if (count > 0)
                {
                    (small[target * 3], small[target * 3 + 1], small[target * 3 + 2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
                }
            }
        }

        return (halfWidth, halfHeight, small, smallHole);
    }

    /// <summary>How much each pixel counts: the known fully, the missing the less the deeper they lie.</summary>
    private float[] Trust()
    {
        var depth = new int[_hole.Length];
        for (var n = 0; n < depth.Length; n++)
        {
            depth[n] = _hole[n] ? 1_000 : 0;
        }

        // Two sweeps of a chessboard distance are exact enough.
        for (var y = 0; y < _height; y++)
        {
            for (var x = 0; x < _width; x++)
            {
                Relax(x, y, -1);
            }
        }

        for (var y = _height - 1; y >= 0; y--)
        {
            for (var x = _width - 1; x >= 0; x--)
            {
                Relax(x, y, 1);
            }
        }

        return [.. depth.Select(d => d == 0 ? 1f : MathF.Max(0.05f, ExactMath.Exp(-0.25f * d)))];

        void Relax(int x, int y, int step)
        {
            if (x == 0)
            {
                _easel.CancellationToken.ThrowIfCancellationRequested();
            }

            ref var here = ref depth[y * _width + x];
            if ((uint)(x + step) < (uint)_width)
            {
                here = Math.Min(here, depth[y * _width + x + step] + 1);
            }

            if ((uint)(y + step) < (uint)_height)
            {
                here = Math.Min(here, depth[(y + step) * _width + x] + 1);
            }
        }
    }

    /// <summary>Starts from the matches of the smaller size, or from a smooth fill and guesses.</summary>
    private void Begin(PatchFill? smaller)
    {
        var sources = Enumerable.Range(0, _isSource.Length).Where(n => _isSource[n]).ToArray();
        if (smaller is null)
        {
            Smear();
        }

        _easel.Rows(0, _height, y =>
        {
            for (var x = 0; x < _width; x++)
            {
                var index = y * _width + x;
                if (!_isTarget[index])
                {
                    continue;
                }

                var match = -1;
                if (smaller is not null)
                {
                    var half = smaller._matches[Math.Min(smaller._height - 1, y / 2) * smaller._width + Math.Min(smaller._width - 1, x / 2)];
                    var (sx, sy) = (half % smaller._width * 2 + (x & 1), half / smaller._width * 2 + (y & 1));
                    match = sx < _width && sy < _height && _isSource[sy * _width + sx] ? sy * _width + sx : -1;
                }

                _matches[index] = match >= 0 ? match : sources[(int)(Noise.Hash(x, y, _seed) * sources.Length) % sources.Length];
            }
        });
        if (smaller is not null)
        {
            Vote(last: false);
        }
    }

    /// <summary>Fills the smallest picture with the colours around the hole, layer by layer.</summary>
    private void Smear()
    {
        var known = Array.ConvertAll(_hole, missing => !missing);
        for (var round = 0; round < _width + _height; round++)
        {
            var next = (bool[])known.Clone();
            var open = false;
            for (var y = 0; y < _height; y++)
            {
                for (var x = 0; x < _width; x++)
                {
                    var index = y * _width + x;
                    if (known[index])
                    {
                        continue;
                    }

                    var (red, green, blue, count) = (0, 0, 0, 0);
                    for (var n = 0; n < 9; n++)
                    {
                        var (nx, ny) = (x + n % 3 - 1, y + n / 3 - 1);
                        if ((uint)nx < (uint)_width && (uint)ny < (uint)_height && known[ny * _width + nx])
                        {
                            var at = (ny * _width + nx) * 3;
                            (red, green, blue, count) = (red + _pixels[at], green + _pixels[at + 1], blue + _pixels[at + 2], count + 1);
                        }
                    }

                    open = true;
                    if (count > 0)
                    {
                        (_pixels[index * 3], _pixels[index * 3 + 1], _pixels[index * 3 + 2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
                        next[index] = true;
                    }
                }
            }

            if (!open)
            {
                return;
            }

            known = next;
        }
    }

    /// <summary>Each pass reads the finds of the last one only, so that rows can be shared by threads and the result is always the same.</summary>
    private void Search(int round, int passes)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            var step = pass switch { 0 => 1, 1 => 4, _ => 1 };
            var salt = _seed + round * 16 + pass;
            _easel.Bands(0, _height, 4, (from, to) =>
            {
                for (var y = from; y < to; y++)
                {
                    _easel.CancellationToken.ThrowIfCancellationRequested();
                    for (var x = 0; x < _width; x++)
                    {
                        if (_isTarget[y * _width + x])
                        {
                            Improve(x, y, step, salt);
                        }
                    }
                }
            });
            (_matches, _nextMatches) = (_nextMatches, _matches);
        }
    }

    private void Improve(int x, int y, int step, int salt)
    {
        var index = y * _width + x;
        var best = _matches[index];
        var cost = Cost(x, y, best, float.MaxValue);
        Try(step, 0);
        Try(-step, 0);
        Try(0, step);
        Try(0, -step);
        for (int radius = Math.Max(_width, _height) / 2, n = 0; radius >= 1; radius /= 3, n += 2)
        {
            var (bx, by) = (best % _width, best / _width);
            Take(bx + (int)((Noise.Hash(index, n, salt) * 2 - 1) * radius), by + (int)((Noise.Hash(index, n + 1, salt) * 2 - 1) * radius));
        }

        (_nextMatches[index], _costs[index]) = (best, cost);

        void Try(int dx, int dy)
        {
            var (nx, ny) = (x + dx, y + dy);
            if ((uint)nx < (uint)_width && (uint)ny < (uint)_height && _isTarget[ny * _width + nx])
            {
                var match = _matches[ny * _width + nx];
                Take(match % _width - dx, match / _width - dy);
            }
        }

        void Take(int sx, int sy)
        {
            if ((uint)sx >= (uint)_width || (uint)sy >= (uint)_height || !_isSource[sy * _width + sx] || sy * _width + sx == best)
            {
                return;
            }

            var other = Cost(x, y, sy * _width + sx, cost);
            if (other < cost)
            {
                (best, cost) = (sy * _width + sx, other);
            }
        }
    }

    /// <summary>How unlike two patches are; stops counting above <paramref name="limit"/>.</summary>
    private float Cost(int x, int y, int source, float limit)
    {
        var (sx, sy) = (source % _width, source / _width);
        // Of equal matches the one at the same height is likelier: pictures are layered from sky to ground.
        var rise = (sy - y) / (float)_height;
        var sum = RowWeight * rise * rise * 49 * 900;
        for (var dy = -Reach; dy <= Reach; dy++)
        {
            var ty = y + dy;
            if ((uint)ty >= (uint)_height)
            {
                continue;
            }

            var (first, last) = (Math.Max(-Reach, -x), Math.Min(Reach, _width - 1 - x));
            var (target, from) = ((ty * _width + x) * 3, ((sy + dy) * _width + sx) * 3);
            for (var dx = first; dx <= last; dx++)
            {
                var (a, b) = (target + dx * 3, from + dx * 3);
                var (red, green, blue) = (_pixels[a] - _pixels[b], _pixels[a + 1] - _pixels[b + 1], _pixels[a + 2] - _pixels[b + 2]);
                sum += (red * red + green * green + blue * blue) * _trust[ty * _width + x + dx];
            }

            if (sum >= limit)
            {
                return sum;
            }
        }

        return sum;
    }

    /// <summary>Every missing pixel becomes the mean of what the patches over it say, the surer and better matched ones first.</summary>
    private void Vote(bool last)
    {
        var voted = new byte[_pixels.Length];
        var spread = last ? 0.004f : 0.0012f;
        _easel.Rows(0, _height, y =>
        {
            for (var x = 0; x < _width; x++)
            {
                var index = y * _width + x;
                if (!_hole[index])
                {
                    continue;
                }

                var (red, green, blue, total) = (0f, 0f, 0f, 0f);
                for (var dy = -Reach; dy <= Reach; dy++)
                {
                    for (var dx = -Reach; dx <= Reach; dx++)
                    {
                        var (px, py) = (x - dx, y - dy);
                        if ((uint)px >= (uint)_width || (uint)py >= (uint)_height)
                        {
                            continue;
                        }

                        var patch = py * _width + px;
                        var from = (_matches[patch] + dy * _width + dx) * 3;
                        var weight = _trust[patch] * (1e-4f + ExactMath.Exp(-spread * _costs[patch])) * (last ? 1f / (1 + dx * dx + dy * dy) : 1);
                        red += _pixels[from] * weight;
                        green += _pixels[from + 1] * weight;
                        blue += _pixels[from + 2] * weight;
                        total += weight;
                    }
                }

                (voted[index * 3], voted[index * 3 + 1], voted[index * 3 + 2]) = ((byte)(red / total + 0.5f), (byte)(green / total + 0.5f), (byte)(blue / total + 0.5f));
            }
        });
        _easel.Rows(0, _height, y =>
        {
            for (var index = y * _width; index < (y + 1) * _width; index++)
            {
                if (_hole[index])
                {
                    voted.AsSpan(index * 3, 3).CopyTo(_pixels.AsSpan(index * 3));
                }
            }
        });
    }
}
