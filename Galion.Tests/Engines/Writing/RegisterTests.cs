using System.Text.RegularExpressions;

namespace Galion.Tests.Engines.Writing;

/// <summary>What an editor would change for a formal or a friendly text, and what he would leave.</summary>
public sealed partial class RegisterTests
{
    public static TheoryData<string, string> Everyday => new(from text in EverydayTexts.All from style in new[] { "formal", "friendly" } select (text, style));

    [Theory]
    [InlineData("Hi Tom,", "Dear Tom,")]
    [InlineData("Hi all,", "Dear all,")]
    [InlineData("Hello, the lift is back.", "Hello, the lift is back.")]
    [InlineData("Thanks a lot!", "Thank you very much.")]
    [InlineData("I'm afraid we can't come.", "Unfortunately, we cannot come.")]
    [InlineData("Can you send me the list?", "Could you please send me the list?")]
    [InlineData("Can you swim?", "Can you swim?")]
    [InlineData("Also, send us the key by 3 May.", "In addition, please send us the key by 3 May.")]
    [InlineData("If you use it, convert the files first.", "If you use it, please convert the files first.")]
    [InlineData("We've got about 120 boxes.", "We have approximately 120 boxes.")]
    [InlineData("The bus is late, so the meeting starts at noon.", "The bus is late; therefore, the meeting starts at noon.")]
    [InlineData("They'd like to stay.", "They would like to stay.")]
    [InlineData("So far nobody has called.", "So far nobody has called.")]
    [InlineData("She did a good job with the start of the engine.", "She did a good job with the start of the engine.")]
    [InlineData("It works thanks to the new part.", "It works owing to the new part.")]
    [InlineData("The plan is OK with us.", "The plan is acceptable to us.")]
    public async Task English_becomes_formal(string text, string formal) => Assert.Equal(formal, await RewriteAsync(text, "formal"));

    [Theory]
    [InlineData("Dear Mr Brown,", "Hello Mr Brown,")]
    [InlineData("Dear Parents,", "Dear Parents,")]
    [InlineData("We regret to inform you that the hall is closed.", "We're sorry, but the hall is closed.")]
    [InlineData("Tenants are requested to refrain from using the lift.", "Tenants, please don't use the lift.")]
    [InlineData("Parents are requested to collect their children.", "Parents are requested to collect their kids.")]
    [InlineData("It is not permitted to bring phones.", "You can't bring phones.")]
    [InlineData("Bicycles shall be removed by 3 May.", "Bicycles must be removed by 3 May.")]
    [InlineData("Shall we meet?", "Shall we meet?")]
    [InlineData("The permit was signed by the director.", "The director signed the permit.")]
    [InlineData("It was written by the committee.", "The committee wrote it.")]
    [InlineData("The road was closed by the river.", "The road was closed by the river.")]
    [InlineData("The work was finished by Friday.", "The work was finished by Friday.")]
    [InlineData("The cost amounts to 85 euros.", "The cost is 85 euros.")]
    [InlineData("We would like to thank you very much.", "We'd like to thank you very much.")]
    public async Task English_becomes_friendly(string text, string friendly) => Assert.Equal(friendly, await RewriteAsync(text, "friendly"));

    [Theory]
    [InlineData("Cześć Kasiu,\n\njak możesz, zobacz naszą umowę. Zostawiłaś u mnie swój plan, więc wyślę Ci go w piątek.", "Dzień dobry, Pani Kasiu,\n\njak może Pani, proszę zobaczyć naszą umowę. Zostawiła Pani u mnie swój plan, więc wyślę Pani go w piątek.")]
    [InlineData("Hej Marek,\n\nmam twoją fakturę i boję się, że się spóźnisz.", "Dzień dobry, Panie Marku,\n\nmam Pana fakturę i boję się, że się spóźni Pan.")]
    [InlineData("Hej Marek,\n\nmówiłaś, że masz plan.", "Dzień dobry, Marku,\n\nmówiłaś, że masz plan.")]
    [InlineData("Cześć wszystkim,\n\nspotkanie jest w sali 12.", "Szanowni Państwo,\n\nspotkanie jest w sali 12.")]
    [InlineData("Możesz pobrać do 20 regionów na jedno konto.", "Można pobrać do 20 regionów na jedno konto.")]
    [InlineData("Możesz sprawdzić, czy faktura już przyszła?", "Proszę zweryfikować, czy faktura już przyszła.")]
    [InlineData("Prześlij mi umowę do 14 maja i nie zapomnij o załączniku.", "Proszę przesłać mi umowę do 14 maja oraz pamiętać o załączniku.")]
    [InlineData("Na razie nie ma skarg, a dzięki temu mamy czas.", "Na razie nie ma skarg, a dzięki temu mamy czas.")]
    [InlineData("Chyba że szef kuchni się nie zgodzi.", "Chyba że szef kuchni się nie zgodzi.")]
    [InlineData("Zostało nam jakieś 120 sztuk, bo kurier nie przyjechał.", "Zostało nam około 120 sztuk, ponieważ kurier nie przyjechał.")]
    [InlineData("W dniu 12 marca nie będzie wody z uwagi na fakt, iż trwają prace.", "12 marca nie będzie wody, ponieważ trwają prace.")]
    public async Task Polish_becomes_formal(string text, string formal) => Assert.Equal(formal, await RewriteAsync(text, "formal"));

    [Theory]
    [InlineData("Szanowni Państwo,\n\nuprzejmie informujemy, iż w dniu 3 maja biuro jest nieczynne.", "Dzień dobry,\n\ndajemy znać, że 3 maja biuro jest nieczynne.")]
    [InlineData("Mieszkańcy są zobowiązani do zakręcenia zaworów.", "Prosimy mieszkańców o zakręcenie zaworów.")]
    [InlineData("Uprasza się o zamykanie drzwi.", "Prosimy o zamykanie drzwi.")]
    [InlineData("Zabrania się używania telefonów na sali.", "Prosimy nie używać telefonów na sali.")]
    [InlineData("W przypadku wystąpienia awarii należy zadzwonić do biura.", "W razie awarii trzeba zadzwonić do biura.")]
    [InlineData("Prosimy o ciszę. W niedzielę należy zamknąć okna.", "Prosimy o ciszę. W niedzielę prosimy zamknąć okna.")]
    [InlineData("Ten dom należy do gminy.", "Ten dom należy do gminy.")]
    [InlineData("Administracja nie ponosi odpowiedzialności za rowery.", "Administracja nie odpowiada za rowery.")]
    [InlineData("Wyślij mi listę gości do 14 marca.", "Wyślij mi, proszę, listę gości do 14 marca.")]
    [InlineData("Z poważaniem,\nJan Lis", "Serdeczne pozdrowienia,\nJan Lis")]
    public async Task Polish_becomes_friendly(string text, string friendly) => Assert.Equal(friendly, await RewriteAsync(text, "friendly"));

    [Fact]
    public async Task Who_is_addressed_stays_when_it_is_not_certain_and_the_answer_says_so()
    {
        var response = await Texts.AskAsync("x", ("document", "Hej Zbyszku,\n\nmasz jeszcze klucz do sali?"), ("style", "formal"));

        Assert.Contains("masz jeszcze klucz", response.Text, StringComparison.Ordinal);
        Assert.Contains((IEnumerable<string>)response.AdditionalProperties!["ignored"]!, line => line.StartsWith("address: stays", StringComparison.Ordinal) && line.Contains("masz", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Everyday))]
    public async Task Everyday_texts_keep_their_numbers_names_quotations_and_negations(string text, string style)
    {
        var rewritten = await RewriteAsync(text, style);

        Assert.Equal(Number().Matches(text).Select(match => match.Value), Number().Matches(rewritten).Select(match => match.Value));
        Assert.All(Quotation().Matches(text), quotation => Assert.Contains(quotation.Value, rewritten, StringComparison.Ordinal));
        Assert.All(new[] { "Anna Kowalska", "Olga", "Torunia", "Torun" }.Where(name => text.Contains(name, StringComparison.Ordinal)), name => Assert.Contains(name, rewritten, StringComparison.Ordinal));
        // "Nie zapomnij" becomes "pamiętać", and "do not hesitate" becomes "feel free", which mean the same.
        Assert.InRange(
            Negation().Count(rewritten), Negation().Count(text.Replace("nie zapomnij", "", StringComparison.Ordinal).Replace("do not hesitate", "", StringComparison.Ordinal)), int.MaxValue);
    }

    private static async Task<string> RewriteAsync(string text, string style) => (await Texts.AskAsync("x", ("document", text), ("style", style))).Text;

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex("[\"„][^\"”]+[\"”]")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"n't\b|\b(?:not|no|nobody|cannot|unable|refrain|nie|zabrania|nikt)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();
}
