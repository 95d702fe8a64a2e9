namespace Galion.Developer.Samples;

/// <summary>A language in which the samples are written.</summary>
/// <param name="Id">Names the radio button and the file of the program.</param>
/// <param name="Label">As people call it.</param>
/// <param name="FileName">Under which the reader saves the program.</param>
/// <param name="Run">The command that runs it.</param>
/// <param name="Needs">What must be installed.</param>
/// <param name="Syntax">How it is coloured.</param>
public sealed record Language(string Id, string Label, string FileName, string Run, string Needs, Syntax Syntax)
{
    public static IReadOnlyList<Language> All { get; } =
    [
        new("sh", "cURL", "picture.sh", "bash picture.sh", "curl and jq", Syntax.Shell),
        new("mjs", "JavaScript", "picture.mjs", "node picture.mjs", "Node.js 20 or newer, no package", Syntax.JavaScript),
        new("py", "Python", "picture.py", "python3 picture.py", "Python 3.9 or newer, no package", Syntax.Python),
        new("cs", "C#", "picture.cs", "dotnet run picture.cs", ".NET 10, no project and no package", Syntax.CSharp),
    ];
}

/// <summary>How a program learns that its picture is done.</summary>
/// <param name="Id">Names the radio button and the file of the program.</param>
/// <param name="Label">As the reader chooses it.</param>
public sealed record Waiting(string Id, string Label)
{
    public static IReadOnlyList<Waiting> All { get; } = [new("events", "Follow events"), new("poll", "Poll")];
}
