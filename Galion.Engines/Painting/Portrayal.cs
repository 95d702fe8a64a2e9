using Galion.Engines.Painting.Scenes;
using Galion.Engines.Painting.Styles;
using Galion.Engines.Painting.Subjects;
using Galion.Engines.Prompts;

namespace Galion.Engines.Painting;

/// <summary>
/// What of a reading a scene can show. The reader knows more words than any one scene has room for: what a picture leaves out is reported as
/// ignored, so that "understood" is true of the picture and not only of the words.
/// </summary>
internal static class Portrayal
{
    private const string Not = "not ";

    private static readonly Subject[] InTheSky =
    [
        Subject.Sky, Subject.Clouds, Subject.Sun, Subject.Moon, Subject.Stars, Subject.Aurora, Subject.MilkyWay, Subject.Meteor, Subject.Rainbow,
        Subject.Lightning, Subject.Birds, Subject.Balloon,
    ];

    private static readonly Subject[] Isometric =
    [
        Subject.Mountains, Subject.Hills, Subject.Sea, Subject.Lake, Subject.River, Subject.Forest, Subject.Trees, Subject.Conifers, Subject.Palms,
        Subject.Blossoms, Subject.Meadow, Subject.Flowers, Subject.Desert, Subject.Island, Subject.Volcano, Subject.City, Subject.Village, Subject.House,
        Subject.Castle, Subject.Lighthouse, Subject.Windmill, Subject.Boat, Subject.Sky, Subject.Clouds, Subject.Sun, Subject.Moon, Subject.Stars,
        Subject.Birds, Subject.Balloon, Subject.Person, Subject.Woman, Subject.Man, Subject.Couple, Subject.Cat, Subject.Wolf, Subject.Horse, Subject.Deer,
    ];

    /// <summary>Moves the terms of what is not shown from the understood to the ignored.</summary>
    public static (IReadOnlyList<string> Understood, IReadOnlyList<string> Ignored) Of(Scene scene, StyleBook.Style style, string? palette, IReadOnlySet<Subject> leftOut)
    {
        var (reading, isometric) = (scene.Reading, style.OwnScene);
        var colorless = style.Colorless || palette is not (null or "natural");
        var missing = reading.Subjects.Keys.Where(subject => leftOut.Contains(subject) || !(isometric ? ShowsInBlocks(scene, subject) : Shows(scene, subject))).ToHashSet();
        var timeless = !isometric && scene.Kind is SceneKind.Abstract or SceneKind.Pattern or SceneKind.Mandala or SceneKind.Space;
        var understood = new List<string>();
        var ignored = new List<string>(reading.Ignored);
        foreach (var term in reading.Understood)
        {
            var colon = term.IndexOf(": ", StringComparison.Ordinal);
            var meaning = term[(colon + 2)..].Split(" ×")[0];
            var lost = meaning.Split(" + ").Any(part => Enum.TryParse<Subject>(part, ignoreCase: true, out var subject) && missing.Contains(subject))
                || (IsColorOfThing(term, out var thing) && (colorless || missing.Contains(thing) || !(isometric ? ColorsInBlocks(thing) : Colors(scene, thing))))
                || (colorless && meaning.StartsWith("colour ", StringComparison.Ordinal))
                || (meaning.StartsWith(Not, StringComparison.Ordinal)
                    && meaning[Not.Length..].Split(" + ").Any(part => Enum.TryParse<Subject>(part, ignoreCase: true, out var subject) && ShowsUnasked(scene, subject, isometric)))
                || (meaning == "nearer framing" && (isometric || !ShowsNearer(scene)))
                || (timeless && (meaning.StartsWith("time ", StringComparison.Ordinal) || meaning.StartsWith("weather ", StringComparison.Ordinal) || meaning.StartsWith("season ", StringComparison.Ordinal)));
            (lost ? ignored : understood).Add(lost ? term[..colon] : term);
        }

        return (understood, [.. ignored.Distinct()]);
    }

    /// <summary>Whether a term of a reading is the colour of one thing, as "red: colour red of boat".</summary>
    public static bool IsColorOfThing(string term, out Subject thing)
    {
        thing = default;
        var (start, of) = (term.IndexOf(": colour ", StringComparison.Ordinal), term.LastIndexOf(" of ", StringComparison.Ordinal));
        return start > 0 && of > start && Enum.TryParse(term[(of + 4)..], ignoreCase: true, out thing);
    }

    private static bool ShowsNearer(Scene scene) => scene.Kind switch
    {
        SceneKind.Landscape or SceneKind.Portrait => true,
        SceneKind.Sky => scene.Reading.HasAny(Subject.Balloon, Subject.Moon),
        SceneKind.Space => scene.Reading.Has(Subject.Planet),
        _ => false,
    };

    /// <summary>Whether a thing is painted in the colour that a prompt gives it.</summary>
    private static bool Colors(Scene scene, Subject thing) => thing switch
    {
        Subject.Stars or Subject.MilkyWay or Subject.Meteor or Subject.Galaxy or Subject.Rainbow or Subject.Lightning or Subject.Waterfall or Subject.Reflection => false,
        Subject.Planet => scene.Kind == SceneKind.Space,
        Subject.Hills or Subject.Meadow or Subject.Island => scene.Season != Season.Winter,
        Subject.Birches => scene.Kind != SceneKind.Woods,
        _ when Figures.Knows(thing) => scene.Kind != SceneKind.Portrait,
        _ => scene.Kind != SceneKind.Space,
    };

    private static bool ColorsInBlocks(Subject thing) =>
        thing is Subject.Sky or Subject.Sun or Subject.House or Subject.Village or Subject.Boat or Subject.Castle or Subject.Flowers or Subject.Balloon || Figures.Knows(thing);

    private static bool Shows(Scene scene, Subject subject) => scene.Kind switch
    {
        SceneKind.Abstract => subject == Subject.Abstract,
        SceneKind.Pattern => subject == Subject.Pattern,
        SceneKind.Mandala => subject == Subject.Mandala,
        SceneKind.Space => subject is Subject.Space or Subject.Planet or Subject.Galaxy or Subject.Nebula or Subject.Stars or Subject.MilkyWay or Subject.Meteor or Subject.Sky,
        SceneKind.Woods => subject is Subject.Forest or Subject.Trees or Subject.Birches or Subject.Birds or Subject.Balloon or Subject.Lightning or Subject.Couple
            || (subject == Subject.Sun && scene.Air.ShowsSun) || Figures.Knows(subject),
        SceneKind.City => subject is Subject.City or Subject.River or Subject.Sea or Subject.Lake or Subject.Reflection || ShowsInTheSky(scene, subject),
        SceneKind.Sky => ShowsInTheSky(scene, subject),
        SceneKind.Portrait => Figures.Knows(subject) ? subject is Subject.Person or Subject.Woman or Subject.Man : ShowsOnLand(scene, subject),
        _ => subject == Subject.Couple || Figures.Knows(subject) || ShowsOnLand(scene, subject),
    };

    /// <summary>Whether a thing that is not wanted is there all the same, because the scene is made of it.</summary>
    private static bool ShowsUnasked(Scene scene, Subject subject, bool isometric) => scene.Kind switch
    {
        SceneKind.Woods => subject is Subject.Forest or Subject.Trees,
        SceneKind.Landscape => subject switch
        {
            Subject.Mountains => !isometric && scene.Land is LandKind.Alpine or LandKind.Volcano or LandKind.Canyon,
            Subject.Hills => scene.Land is LandKind.Hills or LandKind.Alpine,
            Subject.Sea => scene.Land is LandKind.Sea or LandKind.Island,
            Subject.Lake => scene.HasLake,
            Subject.River => scene.HasRiver,
            Subject.Desert => scene.Land == LandKind.Dunes,
            Subject.Meadow => scene.Land is LandKind.Hills or LandKind.Alpine && scene.Season != Season.Winter,
            Subject.Sky => true,
            _ => false,
        },
        _ => false,
    };

    private static bool ShowsInTheSky(Scene scene, Subject subject) => subject switch
    {
        Subject.Sun => scene.Air.ShowsSun,
        Subject.Moon => scene.Air.ShowsMoon,
        Subject.Stars or Subject.MilkyWay or Subject.Meteor or Subject.Galaxy => scene.Air.Stars > 0,
        Subject.Clouds => scene.Air.CloudCover > 0.01f,
        _ => InTheSky.Contains(subject),
    };

    private static bool ShowsOnLand(Scene scene, Subject subject) => subject switch
    {
        Subject.Sea => scene.Land is LandKind.Sea or LandKind.Island,
        Subject.Lake or Subject.Reflection => scene.HasLake && scene.Land is LandKind.Alpine or LandKind.Hills or LandKind.Volcano || (subject == Subject.Reflection && scene.Land is LandKind.Sea or LandKind.Island),
        Subject.River => scene.HasRiver,
        Subject.Desert => scene.Land == LandKind.Dunes,
        Subject.Island => scene.Land == LandKind.Island,
        Subject.Volcano => scene.Land == LandKind.Volcano,
        Subject.Canyon => scene.Land == LandKind.Canyon,
        Subject.Mountains => scene.Land != LandKind.Island,
        Subject.Forest => scene.Land is LandKind.Alpine or LandKind.Hills or LandKind.Island or LandKind.Volcano,
        // One species to a picture, in the order in which the props choose it.
        Subject.Blossoms => !scene.Reading.Has(Subject.Palms),
        Subject.Birches => !scene.Reading.HasAny(Subject.Palms, Subject.Blossoms),
        Subject.Conifers => !scene.Reading.HasAny(Subject.Palms, Subject.Blossoms, Subject.Birches),
        Subject.Meadow or Subject.Flowers => scene.Season != Season.Winter,
        Subject.Boat or Subject.Swan => scene.HasLake || scene.HasRiver || scene.Land is LandKind.Sea or LandKind.Island,
        Subject.Space or Subject.Planet or Subject.Nebula or Subject.City or Subject.Abstract or Subject.Pattern or Subject.Mandala => false,
        _ => subject is Subject.Hills or Subject.Waterfall or Subject.Trees or Subject.Palms or Subject.Village or Subject.House or Subject.Castle
            or Subject.Lighthouse or Subject.Bridge or Subject.Windmill || ShowsInTheSky(scene, subject),
    };

    private static bool ShowsInBlocks(Scene scene, Subject subject) => Isometric.Contains(subject) && subject switch
    {
        Subject.Sun => scene.Air.ShowsSun,
        Subject.Moon => scene.Air.ShowsMoon,
        Subject.Stars => scene.Air.Stars > 0,
        Subject.Mountains => scene.Land is LandKind.Alpine or LandKind.Volcano,
        Subject.City => scene.Kind == SceneKind.City,
        Subject.Sea => scene.Land is LandKind.Sea or LandKind.Island,
        Subject.Desert => scene.Land == LandKind.Dunes,
        Subject.Island => scene.Land == LandKind.Island,
        Subject.Volcano => scene.Land == LandKind.Volcano,
        _ => true,
    };
}
