using Galion.Engines.Writing.Language;

namespace Galion.Engines.Writing.Templates;

/// <summary>What a letter does beside telling: it asks, thanks, invites, apologises, reminds.</summary>
/// <param name="Kind">The key of its phrases, such as <c>ask_to</c>.</param>
/// <param name="Object">The words that follow it, as given.</param>
internal sealed record Intent(string Kind, string Object);

/// <summary>What a text is to be written from. Everything that it says comes from here or from its template.</summary>
/// <param name="Topic">A noun phrase in English; in Polish a name in its base form, or empty when only <paramref name="About"/> is known.</param>
/// <param name="About">The topic with its preposition, in the right case: "about the fair", "o jarmarku".</param>
/// <param name="Greeting">The recipient as a greeting has it, such as "Anna" or "Anno"; null when unknown.</param>
/// <param name="Feminine">Whether a Polish recipient is a woman; null when unknown.</param>
/// <param name="Notes">What is known, one fact each.</param>
internal sealed record Brief(
    string Template, string Tone, TextLanguage Language, string Topic, string About, string? Greeting, bool? Feminine, string? Sender, string? Audience,
    IReadOnlyList<string> Notes, IReadOnlyList<Intent> Intents, long Seed);

/// <summary>The kinds of text and the tones.</summary>
internal static class Kinds
{
    public const string Article = "article";
    public const string Story = "story";
    public const string Email = "email";
    public const string Marketing = "marketing";
    public const string Social = "social";
    public const string Product = "product";
    public const string CodeComment = "code_comment";

    public static IReadOnlyList<string> Templates { get; } = [Article, Story, Email, Marketing, Social, Product, CodeComment];

    public static IReadOnlyList<string> Tones { get; } = ["neutral", "formal", "friendly", "enthusiastic", "playful"];
}
