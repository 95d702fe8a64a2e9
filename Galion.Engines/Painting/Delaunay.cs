namespace Galion.Engines.Painting;

/// <summary>
/// Triangulates points so that no circle around a triangle contains another point (Bowyer and Watson). Coordinates are whole numbers up to
/// 2^15, so every test is exact.
/// </summary>
internal sealed class Delaunay
{
    private readonly List<(int X, int Y)> _points;
    private readonly List<Triangle> _triangles = [];
    private readonly List<int> _cavity = [];
    private readonly Dictionary<int, (int Outside, int OutsideEdge, int Next)> _border = [];
    private int _last;

    private Delaunay(List<(int X, int Y)> points) => _points = points;

    /// <returns>Three indexes into <paramref name="points"/> per triangle.</returns>
    public static List<(int A, int B, int C)> Triangulate(IReadOnlyList<(int X, int Y)> points, CancellationToken cancellationToken)
    {
        var all = new List<(int X, int Y)>(points);
        var count = all.Count;
        all.AddRange([(-200_000, -200_000), (400_000, -200_000), (100_000, 400_000)]);
        var mesh = new Delaunay(all);
        mesh._triangles.Add(new Triangle(count, count + 1, count + 2));
        for (var n = 0; n < count; n++)
        {
            if ((n & 255) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            mesh.Insert(n);
        }

        return [.. mesh._triangles.Where(t => t.Alive && t.A < count && t.B < count && t.C < count).Select(t => (t.A, t.B, t.C))];
    }

    private void Insert(int point)
    {
        var start = Locate(point);
        if (start < 0 || Touches(_triangles[start], point))
        {
            return;
        }

        _cavity.Clear();
        _border.Clear();
        _cavity.Add(start);
        _triangles[start].Alive = false;
        for (var n = 0; n < _cavity.Count; n++)
        {
            var triangle = _triangles[_cavity[n]];
            for (var edge = 0; edge < 3; edge++)
            {
                var outside = triangle.Neighbor(edge);
                if (outside >= 0 && !_triangles[outside].Alive)
                {
                    continue;
                }

                if (outside >= 0 && InCircle(_triangles[outside], point))
                {
                    _triangles[outside].Alive = false;
                    _cavity.Add(outside);
                }
            }
        }

        foreach (var id in _cavity)
        {
            var triangle = _triangles[id];
            for (var edge = 0; edge < 3; edge++)
            {
                var outside = triangle.Neighbor(edge);
                if (outside < 0 || _triangles[outside].Alive)
                {
                    _border[triangle.Corner(edge)] = (outside, outside < 0 ? -1 : _triangles[outside].EdgeTo(id), triangle.Corner((edge + 1) % 3));
                }
            }
        }

        Fan(point);
    }

    private void Fan(int point)
    {
        var first = _border.Keys.First();
        var corner = first;
        var firstTriangle = _triangles.Count;
        do
        {
            var (outside, outsideEdge, next) = _border[corner];
            var id = _triangles.Count;
            var triangle = new Triangle(point, corner, next);
            // Edge 0 leads to the triangle before in the fan, edge 1 outside, edge 2 to the one after.
            triangle.SetNeighbor(1, outside);
            triangle.SetNeighbor(0, id - 1);
            triangle.SetNeighbor(2, id + 1);
            if (outside >= 0)
            {
                _triangles[outside].SetNeighbor(outsideEdge, id);
            }

            _triangles.Add(triangle);
            corner = next;
        }
        while (corner != first);
        _triangles[firstTriangle].SetNeighbor(0, _triangles.Count - 1);
        _triangles[^1].SetNeighbor(2, firstTriangle);
        _last = firstTriangle;
    }

    private int Locate(int point)
    {
        var id = _last;
        for (var steps = 0; steps < _triangles.Count; steps++)
        {
            var triangle = _triangles[id];
            var moved = false;
            for (var edge = 0; edge < 3 && !moved; edge++)
            {
                if (Turn(triangle.Corner(edge), triangle.Corner((edge + 1) % 3), point) < 0)
                {
                    id = triangle.Neighbor(edge);
                    moved = true;
                }
            }

            if (!moved || id < 0)
            {
                return id;
            }
        }

        return -1;
    }

    private bool Touches(Triangle triangle, int point) =>
        _points[triangle.A] == _points[point] || _points[triangle.B] == _points[point] || _points[triangle.C] == _points[point];

    private long Turn(int a, int b, int c)
    {
        var ((ax, ay), (bx, by), (cx, cy)) = (_points[a], _points[b], _points[c]);
        return (long)(bx - ax) * (cy - ay) - (long)(by - ay) * (cx - ax);
    }

    private bool InCircle(Triangle triangle, int point)
    {
        var (px, py) = _points[point];
        var (ax, ay) = ((long)_points[triangle.A].X - px, (long)_points[triangle.A].Y - py);
        var (bx, by) = ((long)_points[triangle.B].X - px, (long)_points[triangle.B].Y - py);
        var (cx, cy) = ((long)_points[triangle.C].X - px, (long)_points[triangle.C].Y - py);
        var (a, b, c) = (ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy);
        var determinant = (Int128)a * (bx * cy - by * cx) + (Int128)b * (cx * ay - cy * ax) + (Int128)c * (ax * by - ay * bx);
        return determinant > 0;
    }

    private sealed class Triangle(int a, int b, int c)
    {
        private int _ab = -1;
        private int _bc = -1;
        private int _ca = -1;

        public int A => a;

        public int B => b;

        public int C => c;

        public bool Alive { get; set; } = true;

        public int Corner(int n) => n == 0 ? a : n == 1 ? b : c;

        /// <summary>The triangle across the edge from corner n to the next; −1 outside.</summary>
        public int Neighbor(int edge) => edge == 0 ? _ab : edge == 1 ? _bc : _ca;

        public void SetNeighbor(int edge, int triangle)
        {
            switch (edge)
            {
                case 0:
                    _ab = triangle;
                    break;
                case 1:
                    _bc = triangle;
                    break;
                default:
                    _ca = triangle;
                    break;
            }
        }

        public int EdgeTo(int triangle) => _ab == triangle ? 0 : _bc == triangle ? 1 : 2;
    }
}
