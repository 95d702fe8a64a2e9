using Galion.Engines.Options;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Cli;

/// <summary>A file that can go into what is made.</summary>
/// <param name="Name">The option that names it.</param>
internal sealed record InputRole(string Name, string Description);

/// <summary>What an engine is asked.</summary>
/// <param name="Values">Options by name, with the progress among them.</param>
/// <param name="Inputs">The files by role, each read when it is asked for, so that none stays in memory beside what is made of it.</param>
internal sealed record MakeRequest(string Prompt, AdditionalPropertiesDictionary Values, IReadOnlyDictionary<string, Func<DataContent>> Inputs)
{
    public DataContent? Read(string role) => Inputs.GetValueOrDefault(role)?.Invoke();
}

/// <summary>A built-in engine as the command line sees it.</summary>
/// <param name="Kind">The word for what it makes.</param>
/// <param name="Example">A prompt to start with.</param>
/// <param name="Formats">Endings of file names and the value that the engine's option <c>format</c> has for each; the first is the usual one.</param>
internal sealed record Maker(
    string Kind, string Model, string Summary, string Example, IReadOnlyList<EngineOption> Options, IReadOnlyList<InputRole> Inputs,
    IReadOnlyDictionary<string, string> Formats, Func<MakeRequest, CancellationToken, Task<IReadOnlyList<DataContent>>> MakeAsync);
