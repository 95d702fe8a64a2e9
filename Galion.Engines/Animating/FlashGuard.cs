using Galion.Engines.Imaging;

namespace Galion.Engines.Animating;

/// <summary>
/// Keeps a clip within the limits of WCAG 2.3.1: not more than three general flashes and three red flashes in any second over a quarter or more
/// of any tenth of the visual field. A frame that would go beyond is mixed with the one before it until it does not, so what comes out never
/// breaks the limit. It looks at each frame once, in order, and needs no others.
/// </summary>
/// <remarks>
/// A flash is a pair of opposing changes of relative luminance by 0.1 or more where the darker side is below 0.8; a red flash is a pair of
/// opposing changes by more than 20 of (R − G − B) × 320 (not below 0), one side of which is a saturated red. The picture is looked at in cells;
/// a tenth of the visual field is taken as a third of the picture in each direction, as the definition does for a screen at a usual distance.
/// </remarks>
public sealed class FlashGuard
{
    private const int CellsX = 48;
    private const int CellsY = 27;
    private const int FieldsPerSide = 3;
    private const float Step = 0.1f;
    private const float Bright = 0.8f;
    private const float RedStep = 20;
    private const int MaxFlashes = 3;
    private const float Area = 0.25f;
    private const int Rounds = 6;

    private readonly int _width;
    private readonly int _height;
    private readonly int _window;
    private readonly byte[] _last;
    private readonly Track[] _general = new Track[CellsX * CellsY];
    private readonly Track[] _red = new Track[CellsX * CellsY];
    private readonly float[] _luminance = new float[CellsX * CellsY];
    private readonly float[] _redness = new float[CellsX * CellsY];
    private readonly bool[] _saturated = new bool[CellsX * CellsY];
    private readonly byte[] _scratch;
    private int _frame;

    /// <param name="fps">Frames per second, 1 to 240.</param>
    public FlashGuard(int width, int height, int fps)
    {
        (_width, _height, _window) = (width, height, fps);
        _last = new byte[width * height * 3];
        _scratch = new byte[width * height * 3];
        for (var n = 0; n < _general.Length; n++)
        {
            (_general[n], _red[n]) = (new Track(isRed: false), new Track(isRed: true));
        }
    }

    /// <summary>How many frames had to be softened so far.</summary>
    public int Softened { get; private set; }

    /// <summary>Looks at the next frame and softens it in place if it must.</summary>
    /// <param name="rgb">Rows from the top, three bytes a pixel, sRGB.</param>
    /// <returns>Whether it was softened.</returns>
    public bool Pass(byte[] rgb)
    {
        var softened = false;
        Measure(rgb);
        if (_frame > 0 && Breaks())
        {
            softened = true;
            Softened++;
            Soften(rgb);
        }

        for (var n = 0; n < _general.Length; n++)
        {
            _general[n].Commit(_frame, _luminance[n], saturated: false, _window);
            _red[n].Commit(_frame, _redness[n], _saturated[n], _window);
        }

        rgb.AsSpan().CopyTo(_last);
        _frame++;
        return softened;
    }

    /// <summary>The largest part of the new frame that keeps the limit; at worst the frame before is shown again, which cannot break it.</summary>
    private void Soften(byte[] rgb)
    {
        rgb.AsSpan().CopyTo(_scratch);
        var (low, high) = (0f, 1f);
        for (var round = 0; round < Rounds; round++)
        {
            var middle = (low + high) * 0.5f;
            MixInto(rgb, middle);
            Measure(rgb);
            (low, high) = Breaks() ? (low, middle) : (middle, high);
        }

        MixInto(rgb, low);
        Measure(rgb);
        if (Breaks())
        {
            MixInto(rgb, 0);
            Measure(rgb);
        }
    }

    private void MixInto(byte[] rgb, float part)
    {
        var weight = (int)(part * 256);
        for (var n = 0; n < rgb.Length; n++)
        {
            rgb[n] = (byte)(_last[n] + (((_scratch[n] - _last[n]) * weight) >> 8));
        }
    }

    private void Measure(byte[] rgb)
    {
        for (var cy = 0; cy < CellsY; cy++)
        {
            var (top, bottom) = (cy * _height / CellsY, Math.Max(cy * _height / CellsY + 1, (cy + 1) * _height / CellsY));
            for (var cx = 0; cx < CellsX; cx++)
            {
                var (left, right) = (cx * _width / CellsX, Math.Max(cx * _width / CellsX + 1, (cx + 1) * _width / CellsX));
                // Every second pixel of every second row is enough for a mean.
                var (r, g, b, count) = (0f, 0f, 0f, 0);
                for (var y = top; y < Math.Min(bottom, _height); y += 2)
                {
                    for (var x = left; x < Math.Min(right, _width); x += 2, count++)
                    {
                        var index = (y * _width + x) * 3;
                        r += Srgb.ToLinear(rgb[index]);
                        g += Srgb.ToLinear(rgb[index + 1]);
                        b += Srgb.ToLinear(rgb[index + 2]);
                    }
                }

                var cell = cy * CellsX + cx;
                var scale = 1f / Math.Max(1, count);
                (r, g, b) = (r * scale, g * scale, b * scale);
                _luminance[cell] = 0.2126f * r + 0.7152f * g + 0.0722f * b;
                _redness[cell] = MathF.Max(0, r - g - b) * 320;
                _saturated[cell] = r > 0.02f && r >= 0.8f * (r + g + b);
            }
        }
    }

    /// <summary>Whether the frame, if shown, would complete a fourth flash somewhere over too large an area.</summary>
    private bool Breaks()
    {
        var (fieldX, fieldY) = (CellsX / FieldsPerSide, CellsY / FieldsPerSide);
        var limit = (int)(fieldX * fieldY * Area);
        Span<byte> flashing = stackalloc byte[CellsX * CellsY];
        var any = 0;
        for (var n = 0; n < _general.Length; n++)
        {
            var general = _general[n].FlashesWith(_frame, _luminance[n], saturated: false, _window) > MaxFlashes;
            var red = _red[n].FlashesWith(_frame, _redness[n], _saturated[n], _window) > MaxFlashes;
            flashing[n] = general || red ? (byte)1 : (byte)0;
            any += flashing[n];
        }

        if (any < limit)
        {
            return false;
        }

        for (var top = 0; top + fieldY <= CellsY; top++)
        {
            for (var left = 0; left + fieldX <= CellsX; left++)
            {
                var sum = 0;
                for (var y = top; y < top + fieldY; y++)
                {
                    for (var x = left; x < left + fieldX; x++)
                    {
                        sum += flashing[y * CellsX + x];
                    }
                }

                if (sum >= limit)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The turning points of one cell and when it last changed by enough in opposite directions.</summary>
    private sealed class Track(bool isRed)
    {
        private readonly Queue<int> _changes = new();
        private (float Value, bool Saturated) _low = (float.MaxValue, false);
        private (float Value, bool Saturated) _high = (float.MinValue, false);
        private int _direction;

        /// <summary>How many flashes the last second would hold with this value.</summary>
        public int FlashesWith(int frame, float value, bool saturated, int window)
        {
            var changes = ChangeTo(value, saturated) != 0 ? 1 : 0;
            foreach (var at in _changes)
            {
                changes += frame - at < window ? 1 : 0;
            }

            return (changes + 1) / 2;
        }

        public void Commit(int frame, float value, bool saturated, int window)
        {
            while (_changes.Count > 0 && frame - _changes.Peek() >= window)
            {
                _changes.Dequeue();
            }

            var change = ChangeTo(value, saturated);
            if (change != 0)
            {
                _changes.Enqueue(frame);
                _direction = change;
                (_low, _high) = ((value, saturated), (value, saturated));
                return;
            }

            _low = value < _low.Value ? (value, saturated) : _low;
            _high = value > _high.Value ? (value, saturated) : _high;
        }

        /// <returns>1 for a rise that counts, −1 for a fall, 0 for neither; after a rise only a fall can follow.</returns>
        private int ChangeTo(float value, bool saturated) =>
            _low.Value > _high.Value ? 0
            : _direction <= 0 && Counts(_low, value, saturated) && value > _low.Value ? 1
            : _direction >= 0 && Counts(_high, value, saturated) && value < _high.Value ? -1
            : 0;

        private bool Counts((float Value, bool Saturated) from, float value, bool saturated) => isRed
            ? MathF.Abs(value - from.Value) > RedStep && (saturated || from.Saturated)
            : MathF.Abs(value - from.Value) >= Step && MathF.Min(value, from.Value) < Bright;
    }
}
