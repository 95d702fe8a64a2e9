namespace Galion.Engines.Animating.Effects;

/// <summary>Every effect, in the order in which they lie over the picture.</summary>
internal static class EffectList
{
    /// <returns>What shines in the sky, behind clouds and land; what is in the air before it; what is written over all.</returns>
    public static (IEffect? Heavens, IReadOnlyList<IEffect> Effects, IReadOnlyList<IEffect> Titles) For(Shot shot, FilmSet set)
    {
        var effects = new List<IEffect>();
        if (set.Scene is null && (shot.Has(Motion.Nightfall) || shot.Has(Motion.Daybreak)))
        {
            effects.Add(new Twilight(shot.Has(Motion.Nightfall)));
        }

        if (shot.Has(Motion.Water) && set.Fall is { } fall)
        {
            effects.Add(new Falls(shot, fall));
        }

        Add(Motion.Lightning, () => new Lightning(shot));
        Add(Motion.Mist, () => new Mist(shot));
        Add(Motion.Birds, () => new Birds(shot));
        Add(Motion.Fire, () => new Fire(shot, set));
        Add(Motion.Growth, () => new Growth(shot, set));
        Add(Motion.Rain, () => new Rainfall(shot));
        Add(Motion.Snow, () => new Snowfall(shot));
        return (new Heavens(shot, set), effects, Title(shot) is { } title ? [title] : []);

        void Add(Motion motion, Func<IEffect> create)
        {
            if (shot.Has(motion))
            {
                effects.Add(create());
            }
        }
    }

    private static IEffect? Title(Shot shot) => shot.PrintedTitle is { } words ? new PrintedTitle(shot, words) : TitleCard.For(shot);
}
