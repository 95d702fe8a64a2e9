using Galion.Engines.Prompts;

namespace Galion.Engines.Painting.Scenes;

/// <summary>Turns what was read into a composition: what kind of place, seen from where, in which light, with the focus on a third.</summary>
internal static class Composer
{
    public static Scene Compose(PromptReading reading, long seed, float aspect)
    {
        var dice = Dice.For(seed, "composition");
        var kind = KindOf(reading);
        var time = TimeOf(reading, kind, dice);
        var weather = WeatherOf(reading, dice);
        var season = reading.Season ?? (weather == Weather.Snow ? Season.Winter : reading.Has(Subject.Blossoms) ? Season.Spring : Season.Summer);
        var side = dice.Chance(0.5f) ? 1 : -1;
        // A third of the picture's width, in units.
        var focal = side * dice.Range(0.13f, 0.19f) * MathF.Sqrt(aspect) * (reading.IsCloseUp ? 0.35f : 1);
        var land = Allowed(LandOf(reading, kind, dice), reading);
        var scene = new Scene
        {
            Reading = reading,
            Kind = kind,
            Land = land,
            Season = season,
            FocalX = focal,
            Air = LightOf(reading, kind, time, weather, focal, aspect, dice),
            Horizon = HorizonOf(reading, kind, land, dice),
            HasLake = reading.HasAny(Subject.Lake, Subject.Reflection) || (land == LandKind.Volcano && reading.Has(Subject.Sea)) || (reading.HasAny(Subject.Boat, Subject.Swan) && land is LandKind.Alpine or LandKind.Hills or LandKind.Volcano) || (land == LandKind.Alpine && reading.Allows(Subject.Lake) && !reading.HasAny(Subject.River, Subject.Meadow, Subject.Flowers, Subject.Village, Subject.Waterfall) && dice.Chance(0.55f)),
            HasRiver = reading.HasAny(Subject.River, Subject.Waterfall, Subject.Bridge),
            HasBeach = land == LandKind.Sea && (dice.Chance(0.75f) || WantsBeach(reading)),
            EyeHeight = land switch { LandKind.Dunes => 0.105f, LandKind.Hills => 0.13f, LandKind.Sea => 0.05f, LandKind.Island => 0.09f, LandKind.Canyon => 0.42f, LandKind.Volcano => 0.12f, _ => 0.10f } * (reading.IsCloseUp ? 0.55f : 1),
            Woodland = land is LandKind.Dunes ? 0 : IsLoneTree(reading) ? 0.2f : reading.HasAny(Subject.Forest, Subject.Trees, Subject.Conifers) ? 1 : !reading.Allows(Subject.Trees) || !reading.Allows(Subject.Forest) ? 0 : 0.65f,
            SnowLine = season == Season.Winter ? -1 : reading.Has(Subject.Volcano) ? 2.2f : dice.Range(0.95f, 1.5f),
            MoonRadius = reading.Has(Subject.Moon) ? dice.Range(0.052f, 0.082f) : dice.Range(0.03f, 0.042f),
            Crescent = reading.Understood.Any(term => term.StartsWith("crescent", StringComparison.Ordinal)) || dice.Chance(0.18f),
        };
        return scene;
    }

    /// <summary>Whether a beach is named, or something that must stand on one.</summary>
    private static bool WantsBeach(PromptReading reading) => reading.Has(Subject.Palms)
        || reading.Understood.Any(term => term.StartsWith("beach: sea", StringComparison.Ordinal) || (term.StartsWith("plaz", StringComparison.Ordinal) && term.EndsWith(": sea", StringComparison.Ordinal)));

    /// <summary>One tree is seen best where no forest stands behind it.</summary>
    private static bool IsLoneTree(PromptReading reading) => !reading.HasAny(Subject.Forest, Subject.Conifers)
        && reading.Subjects.GetValueOrDefault(Subject.Trees) == 1 && reading.Understood.Any(term => term.Split(':')[0] is "tree" or "oak" or "maple" or "drzewo" or "dab" or "klon");

    private static SceneKind KindOf(PromptReading reading)
    {
        // What names a kind of picture wins over what names a thing in it.
        if (reading.Has(Subject.Mandala))
        {
            return SceneKind.Mandala;
        }

        if (reading.Has(Subject.Pattern))
        {
            return SceneKind.Pattern;
        }

        if (reading.Has(Subject.Abstract))
        {
            return SceneKind.Abstract;
        }

        if (reading.HasAny(Subject.Planet, Subject.Galaxy, Subject.Nebula, Subject.Space) && !HasGround(reading))
        {
            return SceneKind.Space;
        }

        if (reading.HasAny(Subject.Person, Subject.Woman, Subject.Man) && reading.Understood.Any(term => term.StartsWith("portr", StringComparison.Ordinal) || term.StartsWith("sil", StringComparison.Ordinal) || term.StartsWith("sylw", StringComparison.Ordinal)))
        {
            return SceneKind.Portrait;
        }

        if (reading.Has(Subject.City))
        {
            return SceneKind.City;
        }

        if (HasGround(reading))
        {
            // Inside a forest nothing else of the land is seen; what asks for more is painted from outside.
            return reading.Has(Subject.Forest) && Array.TrueForAll(Grounds, ground => ground is Subject.Trees or Subject.Birches || !reading.Has(ground))
                ? SceneKind.Woods
                : SceneKind.Landscape;
        }

        if (reading.HasAny(Subject.Forest))
        {
            return SceneKind.Woods;
        }

        if (reading.HasAny(Subject.Woman, Subject.Man, Subject.Person, Subject.Couple))
        {
            return reading.HasAny(Subject.Couple) ? SceneKind.Landscape : SceneKind.Portrait;
        }

        return reading.HasAny(Subject.Sky, Subject.Clouds, Subject.Balloon) ? SceneKind.Sky
            : reading.Subjects.Count == 0 && (reading.Colors.Count > 0 || reading.Moods.Count > 0) && reading.Time is null && reading.Weather is null && reading.Season is null ? SceneKind.Abstract
            : SceneKind.Landscape;
    }

    private static readonly Subject[] Grounds =
    [
        Subject.Mountains, Subject.Hills, Subject.Sea, Subject.Lake, Subject.River, Subject.Waterfall, Subject.Meadow, Subject.Flowers, Subject.Desert,
        Subject.Island, Subject.Volcano, Subject.Canyon, Subject.Village, Subject.House, Subject.Castle, Subject.Lighthouse, Subject.Bridge,
        Subject.Windmill, Subject.Boat, Subject.Swan, Subject.Trees, Subject.Conifers, Subject.Palms, Subject.Birches, Subject.Blossoms,
    ];

    private static bool HasGround(PromptReading reading) => reading.HasAny(Grounds);

    private static LandKind LandOf(PromptReading reading, SceneKind kind, Dice dice) =>
        reading.Has(Subject.Volcano) ? LandKind.Volcano
        : reading.Has(Subject.Canyon) ? LandKind.Canyon
        : reading.Has(Subject.Desert) ? LandKind.Dunes
        : reading.Has(Subject.Island) ? LandKind.Island
        : reading.HasAny(Subject.Mountains, Subject.Waterfall) && !reading.Has(Subject.Sea) ? LandKind.Alpine
        : reading.HasAny(Subject.Sea, Subject.Lighthouse, Subject.Boat, Subject.Palms) && !reading.HasAny(Subject.Lake, Subject.River) ? LandKind.Sea
        : reading.HasAny(Subject.Hills, Subject.Meadow, Subject.Flowers, Subject.Village, Subject.House, Subject.Windmill, Subject.Trees, Subject.Blossoms, Subject.Birches, Subject.Horse) ? LandKind.Hills
        : kind == SceneKind.Landscape && reading.Subjects.Count == 0 ? dice.Pick(LandKind.Alpine, LandKind.Hills, LandKind.Sea, LandKind.Alpine)
        : LandKind.Alpine;

    /// <summary>Land that was only guessed gives way to what is not wanted in it.</summary>
    private static LandKind Allowed(LandKind land, PromptReading reading) => land switch
    {
        LandKind.Alpine when !reading.Allows(Subject.Mountains) && !reading.Has(Subject.Mountains) => LandKind.Hills,
        LandKind.Sea when !reading.Allows(Subject.Sea) && !reading.Has(Subject.Sea) => LandKind.Hills,
        _ => land,
    };

    private static TimeOfDay TimeOf(PromptReading reading, SceneKind kind, Dice dice)
    {
        if (reading.Time is { } time)
        {
            return time;
        }

        if (kind == SceneKind.Space || reading.HasAny(Subject.Stars, Subject.Moon, Subject.Aurora, Subject.MilkyWay, Subject.Meteor, Subject.Galaxy))
        {
            return TimeOfDay.Night;
        }

        return reading.Moods.Contains(Mood.Romantic) || reading.Moods.Contains(Mood.Dreamy) ? dice.Pick(TimeOfDay.Sunset, TimeOfDay.Golden, TimeOfDay.Dawn)
            : reading.Moods.Contains(Mood.Mysterious) ? dice.Pick(TimeOfDay.Dusk, TimeOfDay.Dawn)
            : reading.Weather is not null ? TimeOfDay.Day
            : dice.Pick(TimeOfDay.Day, TimeOfDay.Day, TimeOfDay.Golden, TimeOfDay.Golden, TimeOfDay.Dawn);
    }

    /// <returns>Null for an ordinary sky with some clouds.</returns>
    private static Weather? WeatherOf(PromptReading reading, Dice dice)
    {
        var weather = reading.Weather ?? (reading.Has(Subject.Lightning) ? Weather.Storm
            : reading.Moods.Contains(Mood.Gloomy) ? dice.Pick(Weather.Overcast, Weather.Cloudy)
            : reading.Has(Subject.Clouds) ? Weather.Cloudy
            : dice.Chance(0.2f) ? Weather.Clear : null);
        return !reading.Allows(Subject.Clouds) && weather is null or Weather.Cloudy ? Weather.Clear : weather;
    }

    private static float HorizonOf(PromptReading reading, SceneKind kind, LandKind land, Dice dice)
    {
        var horizon = kind switch
        {
            SceneKind.Sky => 0.9f,
            SceneKind.City => dice.Range(0.70f, 0.76f),
            SceneKind.Woods => 0.60f,
            SceneKind.Portrait => 0.78f,
            _ => land switch
            {
                LandKind.Sea => dice.Range(0.56f, 0.64f),
                LandKind.Dunes => dice.Range(0.48f, 0.56f),
                LandKind.Hills => dice.Range(0.46f, 0.54f),
                LandKind.Canyon => dice.Range(0.36f, 0.42f),
                _ => dice.Range(0.58f, 0.66f),
            },
        };
        // A sky that is asked for gets room; flowers need ground.
        return horizon + (reading.HasAny(Subject.Aurora, Subject.MilkyWay, Subject.Stars, Subject.Clouds, Subject.Galaxy) ? 0.08f : 0) - (reading.Has(Subject.Flowers) ? 0.06f : 0);
    }

    private static Atmosphere LightOf(PromptReading reading, SceneKind kind, TimeOfDay time, Weather? weather, float focal, float aspect, Dice dice)
    {
        var air = Atmosphere.For(time, weather, dice);
        var night = time is TimeOfDay.Night || (time is TimeOfDay.Dusk && reading.Has(Subject.Moon));
        var low = time is TimeOfDay.Sunset or TimeOfDay.Dawn;
        var closed = weather is Weather.Overcast or Weather.Rain or Weather.Storm or Weather.Snow;
        var showsMoon = night && reading.Allows(Subject.Moon) && !closed && (reading.Has(Subject.Moon) || (!reading.HasAny(Subject.Aurora, Subject.MilkyWay, Subject.Galaxy) && dice.Chance(0.5f)));
        var showsSun = !night && time != TimeOfDay.Dusk && !closed && reading.Allows(Subject.Sun) && kind != SceneKind.Space
            && (reading.Has(Subject.Sun) || low || (time == TimeOfDay.Golden && dice.Chance(0.4f)));
        var backlit = showsSun || showsMoon || time is TimeOfDay.Dusk;
        // The light stands opposite the focal subject, on the other third.
        var sunX = showsSun || showsMoon ? -focal * dice.Range(0.7f, 1.25f) : -MathF.Sign(focal) * MathF.Sqrt(aspect) * 0.75f;
        var sunY = showsMoon ? dice.Range(0.26f, 0.40f) : low ? dice.Range(0.035f, 0.10f) : time == TimeOfDay.Golden ? dice.Range(0.12f, 0.2f) : time == TimeOfDay.Dusk ? 0.0f : dice.Range(0.3f, 0.42f);
        var haze = reading.Moods.Contains(Mood.Dreamy) || reading.Moods.Contains(Mood.Mysterious) ? 1.7f : reading.Moods.Contains(Mood.Minimal) ? 1.5f : 1;
        var cover = reading.Allows(Subject.Clouds) ? air.CloudCover : 0;
        return Dyed(reading, air) with
        {
            ShowsSun = showsSun,
            ShowsMoon = showsMoon,
            Backlit = backlit,
            SunX = sunX,
            SunY = sunY,
            Haze = air.Haze * haze,
            CloudCover = night ? cover * 0.75f * (reading.HasAny(Subject.Aurora, Subject.Stars, Subject.MilkyWay) ? 0.4f : 1) : cover,
            Stars = reading.Allows(Subject.Stars) ? air.Stars : 0,
        };
    }

    /// <summary>The light under a sky, and around a sun, of a colour of its own.</summary>
    private static Atmosphere Dyed(PromptReading reading, Atmosphere air)
    {
        air = air with { Glow = reading.Dyed(Subject.Sun, air.Glow) };
        return !reading.Tints.TryGetValue(Subject.Sky, out var sky) ? air : air with
        {
            Zenith = Dye.Dyed(air.Zenith, sky),
            Middle = Dye.Dyed(air.Middle, sky),
            Horizon = Dye.Dyed(air.Horizon, sky, 0.6f),
            Ambient = Dye.Dyed(air.Ambient, sky, 0.25f),
        };
    }
}
