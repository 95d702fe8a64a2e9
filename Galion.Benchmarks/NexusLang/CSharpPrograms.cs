using System.Globalization;
using System.Text;

namespace Galion.Benchmarks.NexusLang;

/// <summary>The benchmark programs as one would write them in C#; each answers with what the others print.</summary>
internal static class CSharpPrograms
{
    internal static readonly (string Name, Func<string> Run)[] All =
    [
        ("fib", () => Text(Fib(32))),
        ("loops", () => Text(Loops())),
        ("n-body", NBody),
        ("spectral-norm", SpectralNorm),
        ("mandelbrot", () => Text(Mandelbrot(500))),
        ("binary-trees", BinaryTrees),
        ("fannkuch", () => Fannkuch(10)),
        ("strings", Strings),
        ("dicts", Dicts),
        ("sorting", Sorting),
        ("matrix", Matrix),
        ("training", TrainingProgram.Run),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Fib(long n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);

    private static long Loops()
    {
        long sum = 0;
        for (long i = 0; i < 3000; i++)
        {
            for (long j = 0; j < 3000; j++)
            {
                sum += i * j % 7;
            }
        }

        return sum;
    }

    private sealed class Body(double x, double y, double z, double vx, double vy, double vz, double mass)
    {
        internal double X = x;
        internal double Y = y;
        internal double Z = z;
        internal double Vx = vx;
        internal double Vy = vy;
        internal double Vz = vz;
        internal double Mass = mass;
    }

    private static string NBody()
    {
        const double solar = 4 * Math.PI * Math.PI;
        const double days = 365.24;
        Body[] bodies =
        [
            new(0, 0, 0, 0, 0, 0, solar),
            new(4.84143144246472090, -1.16032004402742839, -0.103622044471123109, 0.00166007664274403694 * days, 0.00769901118419740425 * days, -0.0000690460016972063023 * days, 0.000954791938424326609 * solar),
            new(8.34336671824457987, 4.12479856412430479, -0.403523417114321381, -0.00276742510726411099 * days, 0.00499852801234917238 * days, 0.0000230417297573763929 * days, 0.000285885980666130812 * solar),
            new(12.8943695621391310, -15.1111514016986312, -0.223307578892655734, 0.00296460137564761618 * days, 0.00237847173959480950 * days, -0.0000296589568540237556 * days, 0.0000436624404335156298 * solar),
            new(15.3796971148509165, -25.9193146099879641, 0.179258772950371181, 0.00268067772490389322 * days, 0.00162824170038242295 * days, -0.0000951592254519715870 * days, 0.0000515138902046611451 * solar),
        ];
        double before = Energy(bodies);
        for (int step = 0; step < 100_000; step++)
        {
            Advance(bodies, 0.01);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{before:F9}\n{Energy(bodies):F9}");
    }

    private static double Energy(Body[] bodies)
    {
        double e = 0;
        for (int i = 0; i < bodies.Length; i++)
        {
            Body b = bodies[i];
            e += 0.5 * b.Mass * ((b.Vx * b.Vx) + (b.Vy * b.Vy) + (b.Vz * b.Vz));
            for (int j = i + 1; j < bodies.Length; j++)
            {
                Body c = bodies[j];
                (double dx, double dy, double dz) = (b.X - c.X, b.Y - c.Y, b.Z - c.Z);
                e -= b.Mass * c.Mass / Math.Sqrt((dx * dx) + (dy * dy) + (dz * dz));
            }
        }

        return e;
    }

    private static void Advance(Body[] bodies, double dt)
    {
        for (int i = 0; i < bodies.Length; i++)
        {
            Body b = bodies[i];
            for (int j = i + 1; j < bodies.Length; j++)
            {
                Body c = bodies[j];
                (double dx, double dy, double dz) = (b.X - c.X, b.Y - c.Y, b.Z - c.Z);
                double d2 = (dx * dx) + (dy * dy) + (dz * dz);
                double mag = dt / (d2 * Math.Sqrt(d2));
                b.Vx -= dx * c.Mass * mag;
                b.Vy -= dy * c.Mass * mag;
                b.Vz -= dz * c.Mass * mag;
                c.Vx += dx * b.Mass * mag;
                c.Vy += dy * b.Mass * mag;
                c.Vz += dz * b.Mass * mag;
            }
        }

        foreach (Body b in bodies)
        {
            b.X += dt * b.Vx;
            b.Y += dt * b.Vy;
            b.Z += dt * b.Vz;
        }
    }

    private static double A(int i, int j) => 1.0 / (((double)(i + j) * (i + j + 1) / 2) + i + 1);

    private static double[] Times(double[] v, bool transposed)
    {
        var result = new double[v.Length];
        for (int i = 0; i < v.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < v.Length; j++)
            {
                sum += (transposed ? A(j, i) : A(i, j)) * v[j];
            }

            result[i] = sum;
        }

        return result;
    }

    private static string SpectralNorm()
    {
        double[] u = [.. Enumerable.Repeat(1.0, 300)];
        double[] v = [];
        for (int i = 0; i < 10; i++)
        {
            v = Times(Times(u, false), true);
            u = Times(Times(v, false), true);
        }

        return Math.Sqrt(u.Zip(v, (a, b) => a * b).Sum() / v.Sum(x => x * x)).ToString("F9", CultureInfo.InvariantCulture);
    }

    private static long Mandelbrot(int n)
    {
        long count = 0;
        for (int py = 0; py < n; py++)
        {
            double ci = (2.0 * py / n) - 1.0;
            for (int px = 0; px < n; px++)
            {
                double cr = (2.0 * px / n) - 1.5;
                (double zr, double zi, int i) = (0, 0, 0);
                for (; i < 50 && (zr * zr) + (zi * zi) <= 4.0; i++)
                {
                    (zr, zi) = ((zr * zr) - (zi * zi) + cr, (2.0 * zr * zi) + ci);
                }

                count += i == 50 ? 1 : 0;
            }
        }

        return count;
    }

    private sealed record Node(Node? Left, Node? Right);

    private static Node Make(int depth) => depth == 0 ? new Node(null, null) : new Node(Make(depth - 1), Make(depth - 1));

    private static long Check(Node node) => node.Left is null ? 1 : 1 + Check(node.Left) + Check(node.Right!);

    private static string BinaryTrees()
    {
        long total = 0;
        for (int i = 0; i < 160; i++)
        {
            total += Check(Make(14));
        }

        return Text(total);
    }

    private static string Fannkuch(int n)
    {
        int[] p = [.. Enumerable.Range(0, n)];
        int[] q = [.. p];
        int[] s = [.. p];
        (int sign, int maxFlips, int sum) = (1, 0, 0);
        while (true)
        {
            int first = p[0];
            if (first != 0)
            {
                int flips = Flips(p, q, first);
                sum += sign * flips;
                maxFlips = Math.Max(maxFlips, flips);
            }

            if (sign == 1)
            {
                (p[0], p[1]) = (p[1], p[0]);
                sign = -1;
                continue;
            }

            (p[1], p[2]) = (p[2], p[1]);
            sign = 1;
            for (int i = 2; i < n; i++)
            {
                if (s[i] != 0)
                {
                    s[i]--;
                    break;
                }

                if (i == n - 1)
                {
                    return $"({sum}, {maxFlips})";
                }

                s[i] = i;
                int t = p[0];
                for (int j = 0; j <= i; j++)
                {
                    p[j] = p[j + 1];
                }

                p[i + 1] = t;
            }
        }
    }

    private static int Flips(int[] p, int[] q, int first)
    {
        p.CopyTo(q, 0);
        int flips = 1;
        while (true)
        {
            int next = q[first];
            if (next == 0)
            {
                return flips;
            }

            q[first] = first;
            for (int i = 1, j = first - 1; i < j; i++, j--)
            {
                (q[i], q[j]) = (q[j], q[i]);
            }

            first = next;
            flips++;
        }
    }

    private static string Strings()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 3_000_000; i++)
        {
            text.Append(i % 10).Append(',');
        }

        string s = text.ToString();
        string[] parts = s.Split(',');
        return $"{s.Length} {parts.Length} {string.Join('-', parts).Length} {s.Count(c => c == '7')}";
    }

    private static string Dicts()
    {
        Dictionary<string, long> counts = [];
        for (int i = 0; i < 1_000_000; i++)
        {
            string key = "k" + (i % 1000).ToString(CultureInfo.InvariantCulture);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        Dictionary<long, long> ints = [];
        for (long i = 0; i < 1_000_000; i++)
        {
            long key = i * 7 % 5003;
            ints[key] = ints.GetValueOrDefault(key) + 1;
        }

        return $"{counts.Count} {ints.Count} {ints[7]}";
    }

    private static string Sorting()
    {
        long x = 12345;
        var a = new List<long>();
        for (int i = 0; i < 300_000; i++)
        {
            x = ((x * 1103515245) + 12345) % 2147483648;
            a.Add(x);
        }

        long[] b = [.. a.Order()];
        long[] c = [.. a.OrderBy(v => -v)];
        return $"{b[0]} {c[0]}";
    }

    private static string Matrix()
    {
        const int n = 400;
        double[][] a = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => (i * 1.0) + j).ToArray())];
        double[][] b = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Select(j => i - (j * 1.0)).ToArray())];
        var product = new double[n][];
        for (int i = 0; i < n; i++)
        {
            product[i] = new double[n];
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int k = 0; k < n; k++)
                {
                    sum += a[i][k] * b[k][j];
                }

                product[i][j] = sum;
            }
        }

        return product[10][20].ToString("F1", CultureInfo.InvariantCulture);
    }
}
