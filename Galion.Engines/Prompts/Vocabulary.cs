namespace Galion.Engines.Prompts;

/// <summary>What a prompt can ask to see.</summary>
public enum Subject
{
    Mountains, Hills, Sea, Lake, River, Waterfall, Forest, Trees, Conifers, Palms, Birches, Blossoms, Meadow, Flowers, Desert, Island, Volcano,
    Canyon, City, Village, House, Castle, Lighthouse, Bridge, Windmill, Boat, Sky, Clouds, Sun, Moon, Stars, Aurora, MilkyWay, Meteor, Rainbow,
    Lightning, Birds, Person, Woman, Man, Couple, Cat, Wolf, Horse, Deer, Space, Planet, Galaxy, Nebula, Abstract, Pattern, Mandala,
    Reflection, Balloon, Swan,
}

public enum TimeOfDay
{
    Dawn, Day, Golden, Sunset, Dusk, Night,
}

public enum Weather
{
    Clear, Cloudy, Overcast, Storm, Rain, Snow, Fog,
}

public enum Season
{
    Spring, Summer, Autumn, Winter,
}

public enum Mood
{
    Calm, Dramatic, Gloomy, Joyful, Mysterious, Dreamy, Epic, Lonely, Romantic, Vivid, Muted, Minimal,
}

/// <summary>A colour that a prompt names.</summary>
/// <param name="Hue">Degrees in OKLCH; meaningless when <paramref name="Chroma"/> is 0.</param>
/// <param name="Chroma">0 for greys to 0.25.</param>
/// <param name="Lightness">0 to 1.</param>
public sealed record NamedColor(string Name, float Hue, float Chroma, float Lightness);
