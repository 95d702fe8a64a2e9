using System.Globalization;

namespace Galion.Benchmarks.NexusLang;

/// <summary>The small training loop in C#, with its gradients written out by hand as in the other languages without tensors.</summary>
internal static class TrainingProgram
{
    private const int Points = 128;
    private const int Hidden = 32;
    private const double Rate = 2.0;

    internal static string Run()
    {
        long seed = 42;
        double[] Weights(int count, double scale)
        {
            var all = new double[count];
            for (int i = 0; i < count; i++)
            {
                seed = ((seed * 1103515245) + 12345) % 2147483648;
                all[i] = ((seed / 2147483648.0) - 0.5) * scale;
            }

            return all;
        }

        double[] points = Weights(2 * Points, 2.0);
        double[] w1 = Weights(2 * Hidden, 4.0);
        double[] b1 = Weights(Hidden, 2.0);
        double[] w2 = Weights(Hidden, 1.0);
        double b2 = 0;
        double loss = 0;
        for (int epoch = 0; epoch < 600; epoch++)
        {
            (loss, b2) = Step(points, w1, b1, w2, b2);
        }

        return loss.ToString("F6", CultureInfo.InvariantCulture);
    }

    private static (double Loss, double Bias) Step(double[] points, double[] w1, double[] b1, double[] w2, double b2)
    {
        var g1 = new double[2 * Hidden];
        var gb1 = new double[Hidden];
        var g2 = new double[Hidden];
        var hidden = new double[Hidden];
        double gb2 = 0;
        double loss = 0;
        for (int i = 0; i < Points; i++)
        {
            (double x, double y) = (points[2 * i], points[(2 * i) + 1]);
            double sum = b2;
            for (int j = 0; j < Hidden; j++)
            {
                hidden[j] = Math.Tanh((x * w1[j]) + (y * w1[Hidden + j]) + b1[j]);
                sum += hidden[j] * w2[j];
            }

            double result = 1 / (1 + Math.Exp(-sum));
            double apart = result - ((x * x) + (y * y) < 0.5 ? 1 : 0);
            loss += apart * apart;
            double slope = 2 * apart / Points * result * (1 - result);
            gb2 += slope;
            for (int j = 0; j < Hidden; j++)
            {
                g2[j] += slope * hidden[j];
                double inner = slope * w2[j] * (1 - (hidden[j] * hidden[j]));
                g1[j] += inner * x;
                g1[Hidden + j] += inner * y;
                gb1[j] += inner;
            }
        }

        for (int j = 0; j < Hidden; j++)
        {
            w1[j] -= Rate * g1[j];
            w1[Hidden + j] -= Rate * g1[Hidden + j];
            b1[j] -= Rate * gb1[j];
            w2[j] -= Rate * g2[j];
        }

        return (loss / Points, b2 - (Rate * gb2));
    }
}
