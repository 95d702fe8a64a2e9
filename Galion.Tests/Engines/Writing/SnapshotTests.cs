using System.Runtime.CompilerServices;
using System.Text;
using Galion.Engines.Writing;
using Galion.Engines.Writing.Templates;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

/// <summary>
/// What the writer writes, read and judged by people. After a wanted change run once with UPDATE_SNAPSHOTS=1, read the difference as an editor
/// would, raise <see cref="WriterChatClient.EngineVersion"/> and commit the files.
/// </summary>
public sealed class SnapshotTests
{
    private static readonly (string Topic, string Notes, string Recipient)[] English =
    [
        ("the roof garden", "The garden opens on 2 May. It has 40 beds.\nVolunteers water it every evening.", "Anna"),
        ("the Kiva hand grinder", "ceramic burrs\nweight: 420 g\ncosts 39 euros", "Mr Brown"),
    ];

    [Fact]
    public async Task Each_task_in_English() => await CheckAsync("en-tasks.md",
    [
        $"Summarise this in three sentences:\n{Texts.Bees}",
        $"Give me a summary in 50 words:\n{Texts.Bees}",
        $"TL;DR\n{Texts.Bees}",
        $"Give me 8 key phrases:\n{Texts.Bees}",
        $"Outline this text:\n{Texts.Bees}",
        $"Suggest five titles for this text:\n{Texts.Bees}",
        $"What does the text say about the swarm?\n\n{Texts.Bees}",
        $"How many volunteers have learned to keep bees?\n\n{Texts.Bees}",
        $"What does the librarian earn?\n\n{Texts.Bees}",
        $"Simplify this text:\n{Texts.Officialese}",
        $"Shorten this text:\n{Texts.Bees}",
        $"Make this text more formal:\n{Texts.Chatty}",
        $"Make this text friendlier:\n{Texts.Officialese}",
        "Good morning",
        "Summarise it",
    ]);

    [Fact]
    public async Task Each_task_in_Polish() => await CheckAsync("pl-tasks.md",
    [
        $"Streść to w trzech zdaniach:\n{Texts.Pszczoly}",
        $"Podsumuj w 50 słowach:\n{Texts.Pszczoly}",
        $"Podaj 8 słów kluczowych:\n{Texts.Pszczoly}",
        $"Zrób konspekt tego tekstu:\n{Texts.Pszczoly}",
        $"Zaproponuj pięć tytułów:\n{Texts.Pszczoly}",
        $"Co tekst mówi o roju?\n\n{Texts.Pszczoly}",
        $"Ilu wolontariuszy nauczyło się opieki nad pszczołami?\n\n{Texts.Pszczoly}",
        $"Ile zarabia bibliotekarka?\n\n{Texts.Pszczoly}",
        $"Uprość ten tekst:\n{Texts.Urzedowy}",
        $"Skróć ten tekst:\n{Texts.Pszczoly}",
        $"Przepisz ten tekst bardziej formalnie:\n{Texts.Potoczny}",
        $"Przepisz ten tekst przyjaźniej:\n{Texts.Urzedowy}",
        "Dzień dobry, co potrafisz?",
        "Streść to",
    ]);

    [Fact]
    public async Task Everyday_texts_in_both_registers() => await CheckAsync("registers.md",
        [.. EverydayTexts.All.SelectMany(text => new[] { $"Make this text more formal:\n{text}", $"Make this text friendlier:\n{text}" })]);

    [Fact]
    public async Task Each_template_in_each_tone_in_English() => await CheckTemplatesAsync("en-templates.md", "en",
        (template, n) => $"Write {Name(template)} {(template == Kinds.Email ? $"to {English[n].Recipient} " : "")}about {English[n].Topic}", English[0].Notes, English[1].Notes);

    [Fact]
    public async Task Each_template_in_each_tone_in_Polish() => await CheckTemplatesAsync("pl-templates.md", "pl",
        (template, n) => $"Napisz {PolishName(template)} {(template == Kinds.Email ? "do Anny " : "")}{(n == 0 ? "o ogrodzie na dachu" : "o młynku Kiva")}",
        "Ogród otwieramy 2 maja. Mamy w nim 40 grządek.\nWolontariusze podlewają go co wieczór.", "ceramiczne żarna\nwaga: 420 g\nkosztuje 39 euro");

    [Fact]
    public async Task Letters_that_ask_thank_invite_and_tell() => await CheckAsync("letters.md",
    [
        "Write an e-mail to Anna about the spring market, asking her to send her list of stalls by Friday",
        "Write a friendly email to the team saying that the office moves to Bridge Street on Monday and asking everyone to pack their desks",
        "Draft an email thanking Marek for his help with the workshop, signed Olga",
        "Write a formal e-mail to Ms Lee apologising for the late delivery and inviting her to a tasting on Saturday",
        "Write an e-mail to Paul reminding him to return the keys",
        "Napisz e-mail do Anny o spotkaniu w piątek z prośbą o listę gości",
        "Napisz formalny e-mail do pana Marka w sprawie faktury z marca. Notatki: Faktura ma datę 3 marca; Trafiła pod zły adres; Potrzebujemy kopii do 12 kwietnia",
        "Napisz przyjazny e-mail do Kasi z podziękowaniem za pomoc przy warsztatach i z zaproszeniem na kolację w sobotę",
        "Napisz e-mail do zespołu, że biuro przenosi się w poniedziałek na ulicę Mostową. Podpisana Olga Nowak",
        "Write a code comment for:\n```csharp\npublic int CountWords(string text, int limit)\n```",
        "Write a docstring for:\n```python\ndef load_prices(path: str, currency: str = \"EUR\") -> dict[str, float]:\n```",
        "Napisz komentarz do kodu:\n```csharp\npublic bool IsOpen(DateTime day)\n```",
    ]);

    private static async Task CheckTemplatesAsync(string file, string language, Func<string, int, string> prompt, params string[] notes)
    {
        var cases = Kinds.Templates.Where(template => template != Kinds.CodeComment)
            .SelectMany(template => Kinds.Tones.Select((tone, n) => (Prompt: prompt(template, template is Kinds.Product or Kinds.Marketing or Kinds.Social ? 1 : 0), template, tone, Seed: n)));
        var text = new StringBuilder();
        foreach (var (message, template, tone, seed) in cases)
        {
            var response = await Texts.AskAsync(message, ("template", template), ("tone", tone), ("seed", seed), ("language", language),
                ("notes", notes[template is Kinds.Product or Kinds.Marketing or Kinds.Social ? 1 : 0]));
            text.Append($"<!-- {template}, {tone} -->\n\n{response.Text}\n\n");
        }

        Compare(file, text.ToString());
    }

    private static async Task CheckAsync(string file, string[] prompts)
    {
        var text = new StringBuilder();
        foreach (var prompt in prompts)
        {
            var response = await Texts.AskAsync(prompt);
            var head = prompt.StartsWith("Write", StringComparison.Ordinal) || prompt.StartsWith("Napisz", StringComparison.Ordinal) ? prompt : prompt.Split('\n')[0];
            text.Append($"<!-- {head} -->\n\n{response.Text}\n\n");
        }

        Compare(file, text.ToString());
    }

    private static void Compare(string file, string text, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Snapshots", file);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.ReadAllText(path), text);
    }

    private static string Name(string template) => template switch
    {
        Kinds.Email => "an e-mail",
        Kinds.Story => "a story",
        Kinds.Marketing => "a marketing text",
        Kinds.Social => "a social post",
        Kinds.Product => "a product description",
        _ => "an article",
    };

    private static string PolishName(string template) => template switch
    {
        Kinds.Email => "e-mail",
        Kinds.Story => "opowiadanie",
        Kinds.Marketing => "tekst marketingowy",
        Kinds.Social => "post",
        Kinds.Product => "opis produktu",
        _ => "artykuł",
    };
}
