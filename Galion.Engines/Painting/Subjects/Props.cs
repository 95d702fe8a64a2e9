using Galion.Engines.Painting.Scenes;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Subjects;

/// <summary>Places trees, buildings, boats, figures and birds in a landscape, from the far to the near, the main subject on its third.</summary>
internal sealed class Props
{
    private readonly Site _site;
    private readonly Grove _grove;

    public Props(Easel easel, Canvas canvas, View view, Scene scene, Relief relief)
    {
        _site = new Site(easel, canvas, view, scene, relief);
        _grove = new Grove(_site);
    }

    /// <summary>What stands in the scene and is mirrored by its water.</summary>
    public void PaintMiddle()
    {
        _site.Easel.Stage(0.42f, "placing what you named");
        if (_site.Reading.Has(Subject.Waterfall))
        {
            Waterfall.Draw(_site.Easel, _site.Canvas, _site.Pen, _site.Stage, Waterfall.Foot(_site.Stage, _site.Relief));
        }

        if (_site.Reading.Has(Subject.Castle))
        {
            var (x, z) = _site.Highest(_site.Scene.FocalX, 1.6f, 3.4f);
            _site.Structures.Castle(_site.Stage.At(x, z), 0.42f * z / 2.4f);
        }

        if (_site.Reading.Has(Subject.Lighthouse))
        {
            var (x, z) = _site.Highest(_site.Scene.FocalX * 1.25f, 1.5f, 2.9f);
            var spot = _site.Stage.At(x, z);
            _site.Structures.Lighthouse(spot, 0.26f * z);
            _site.Structures.Beam(_site.Easel, _site.Canvas, spot, 0.26f * z);
        }

        _grove.Paint(far: true);
        Dwellings.Paint(_site);
        if (_site.Reading.Has(Subject.Bridge))
        {
            var middle = _site.Relief.RiverX(System.Runtime.Intrinsics.Vector256.Create(1.5f))[0];
            _site.Structures.Bridge(_site.Stage.At(middle - 0.42f, 1.5f, 0.01f), _site.Stage.At(middle + 0.42f, 1.5f, 0.01f), 0.10f);
        }

        Afloat.PaintBoats(_site);
        Afloat.PaintSwans(_site);
    }

    /// <summary>What stands near the eye, over the water.</summary>
    public void PaintNear()
    {
        _grove.Paint(far: false);
        PaintAir();
        PaintFigures();
    }

    /// <summary>What flies.</summary>
    public void PaintAir() => Aloft.Paint(_site);

    public void PaintFigures() => new Inhabitants(_site).Paint();
}
