namespace Galion.Engines.Painting.Operations;

/// <summary>Smooths a plane where its guide is smooth and keeps its steps where the guide has steps: locally the one is a line of the other.</summary>
internal static class GuidedFilter
{
    public static float[] Apply(Easel easel, float[] guide, float[] plane, int width, int height, float radius, float tolerance)
    {
        var (a, b) = Fit(easel, guide, plane, width, height, radius, tolerance);
        for (var n = 0; n < a.Length; n++)
        {
            a[n] = a[n] * guide[n] + b[n];
        }

        return a;
    }

    /// <summary>Slope and offset of the line at each pixel.</summary>
    public static (float[] A, float[] B) Fit(Easel easel, float[] guide, float[] plane, int width, int height, float radius, float tolerance)
    {
        var meanGuide = Filters.Blur(easel, guide, width, height, radius);
        var meanPlane = Filters.Blur(easel, plane, width, height, radius);
        var squares = Filters.Blur(easel, Product(guide, guide), width, height, radius);
        var products = Filters.Blur(easel, Product(guide, plane), width, height, radius);
        var (a, b) = (new float[plane.Length], new float[plane.Length]);
        for (var n = 0; n < a.Length; n++)
        {
            a[n] = (products[n] - meanGuide[n] * meanPlane[n]) / (squares[n] - meanGuide[n] * meanGuide[n] + tolerance);
            b[n] = meanPlane[n] - a[n] * meanGuide[n];
        }

        return (Filters.Blur(easel, a, width, height, radius), Filters.Blur(easel, b, width, height, radius));
    }

    private static float[] Product(float[] x, float[] y)
    {
        var product = new float[x.Length];
        for (var n = 0; n < product.Length; n++)
        {
            product[n] = x[n] * y[n];
        }

        return product;
    }
}
