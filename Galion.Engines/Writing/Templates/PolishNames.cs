using System.Collections.Frozen;

namespace Galion.Engines.Writing.Templates;

/// <summary>First names as a Polish letter needs them: the form after "do" and the form that greets.</summary>
internal static class PolishNames
{
    private static readonly FrozenDictionary<string, (string Greeting, bool Feminine)> ByForm = Build();

    /// <summary>Greets a person whose name stands after "do".</summary>
    public static (string? Greeting, bool? Feminine) GreetGenitive(string name)
    {
        var isWoman = name.StartsWith("pani ", StringComparison.OrdinalIgnoreCase);
        var isMan = name.StartsWith("pana ", StringComparison.OrdinalIgnoreCase);
        var first = (isWoman || isMan ? name[5..] : name).Split(' ')[0];
        // A surname alone is not said in a greeting: Szanowna Pani.
        return ByForm.TryGetValue(first, out var found) ? found : isWoman || isMan ? ("", isWoman) : (null, null);
    }

    /// <summary>Greets a person whose name is given in its base form; unknown names stay as they are.</summary>
    public static (string? Greeting, bool? Feminine) Greet(string name) =>
        ByForm.TryGetValue(name.Split(' ')[0], out var found) ? found : (name, name.EndsWith('a'));

    /// <summary>Whether the name is one of those whose forms are known.</summary>
    public static bool Knows(string name) => ByForm.ContainsKey(name);

    private static FrozenDictionary<string, (string, bool)> Build()
    {
        const string Women = """
            Anna Anny Anno, Maria Marii Mario, Katarzyna Katarzyny Katarzyno, Kasia Kasi Kasiu, Małgorzata Małgorzaty Małgorzato, Gosia Gosi Gosiu, Agnieszka
            Agnieszki Agnieszko, Barbara Barbary Barbaro, Basia Basi Basiu, Ewa Ewy Ewo, Magdalena Magdaleny Magdaleno, Magda Magdy Magdo, Joanna Joanny Joanno,
            Asia Asi Asiu, Aleksandra Aleksandry Aleksandro, Ola Oli Olu, Zofia Zofii Zofio, Zosia Zosi Zosiu, Monika Moniki Moniko, Teresa Teresy Tereso,
            Danuta Danuty Danuto, Natalia Natalii Natalio, Karolina Karoliny Karolino, Marta Marty Marto, Beata Beaty Beato, Dorota Doroty Doroto, Halina
            Haliny Halino, Julia Julii Julio, Hanna Hanny Hanno, Hania Hani Haniu, Ania Ani Aniu, Ela Eli Elu, Elżbieta Elżbiety Elżbieto, Iwona Iwony Iwono,
            Justyna Justyny Justyno, Paulina Pauliny Paulino, Sylwia Sylwii Sylwio, Wiktoria Wiktorii Wiktorio, Lena Leny Leno, Maja Mai Maju, Alicja Alicji Alicjo
            """;
        const string Men = """
            Piotr Piotra Piotrze, Krzysztof Krzysztofa Krzysztofie, Andrzej Andrzeja Andrzeju, Tomasz Tomasza Tomaszu, Tomek Tomka Tomku, Jan Jana Janie, Paweł
            Pawła Pawle, Michał Michała Michale, Marcin Marcina Marcinie, Jakub Jakuba Jakubie, Kuba Kuby Kubo, Adam Adama Adamie, Marek Marka Marku, Łukasz
            Łukasza Łukaszu, Grzegorz Grzegorza Grzegorzu, Mateusz Mateusza Mateuszu, Wojciech Wojciecha Wojciechu, Wojtek Wojtka Wojtku, Zbigniew Zbigniewa
            Zbigniewie, Jerzy Jerzego Jerzy, Rafał Rafała Rafale, Robert Roberta Robercie, Dariusz Dariusza Dariuszu, Jacek Jacka Jacku, Kamil Kamila Kamilu,
            Maciej Macieja Macieju, Maciek Maćka Maćku, Szymon Szymona Szymonie, Bartosz Bartosza Bartoszu, Bartek Bartka Bartku, Dawid Dawida Dawidzie, Filip
            Filipa Filipie, Antoni Antoniego Antoni, Franciszek Franciszka Franciszku, Stanisław Stanisława Stanisławie, Karol Karola Karolu, Artur Artura Arturze
            """;
        var forms = new Dictionary<string, (string, bool)>(StringComparer.Ordinal);
        foreach (var (list, feminine) in new[] { (Women, true), (Men, false) })
        {
            foreach (var name in list.Split(','))
            {
                var parts = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                forms[parts[0]] = (parts[2], feminine);
                forms[parts[1]] = (parts[2], feminine);
                forms.TryAdd(parts[2], (parts[2], feminine));
            }
        }

        return forms.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
