using System.Text.Json;
using System.Text.Json.Serialization;
using Galion.NexusLang.Hosting;

namespace Galion.NexusLang.Runner;

/// <param name="Purpose"><c>run</c>, <c>compile</c> or <c>analyze</c>.</param>
/// <param name="File">The file that begins, one of <paramref name="Files"/>.</param>
/// <param name="Files">Path to content.</param>
internal sealed record WorkOrder(
    string Purpose, string File, Dictionary<string, string> Files, long Steps, long MemoryBytes, long OutputCharacters, int CallDepth, double WallMs,
    double WaitMs = 300_000);

/// <summary>Says that the runner waits for work.</summary>
/// <param name="Process">The runner's id as it sees itself: 1 or 2 in a process namespace of its own.</param>
/// <param name="FiltersCalls">Whether the kernel refuses it the system calls that a program has no business with.</param>
internal sealed record Readiness(int Process, bool FiltersCalls);

/// <param name="Kind">Which member of the host is called, such as <c>ask</c>.</param>
/// <param name="Arguments">The request record of that member.</param>
internal sealed record HostCall(int Id, string Kind, JsonElement Arguments);

/// <param name="Refusal">Why not, for the people who run the program; null when it was done.</param>
internal sealed record CallAnswer(int Id, JsonElement? Value, string? Refusal);

/// <summary>How the work ended.</summary>
/// <param name="ExitCode">Null when the program has errors and did not run, and for what is no run.</param>
/// <param name="Limit">The limit that ended it, in lower case.</param>
/// <param name="Error">With its excerpt and trace.</param>
/// <param name="Binary">What compiling made.</param>
/// <param name="WaitedMs">How long the program only waited for answers.</param>
internal sealed record WorkReport(
    int? ExitCode, string? ErrorCode, string? Error, string? Limit, long? Steps, long OutputCharacters, double ElapsedMs, Finding[] Findings,
    byte[]? Binary = null, double WaitedMs = 0);

/// <summary>A diagnostic, with positions from 1.</summary>
internal sealed record Finding(
    string Code, string Severity, string Message, string File, int Line, int Column, int EndLine, int EndColumn, string? Suggestion, string Text);

internal sealed record TextArgument(string? Text);

/// <param name="Data">In base64.</param>
internal sealed record BytesArgument(string Name, byte[] Data, string MediaType = "");

/// <param name="Credits">In the smallest unit.</param>
internal sealed record AnswerValue(string? Text, long Credits);

/// <param name="Options">Named arguments as JSON: texts, numbers, booleans, and lists and objects of them.</param>
internal sealed record GenerateArguments(string Kind, string Prompt, Dictionary<string, JsonElement> Options);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkOrder))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(HostCall))]
[JsonSerializable(typeof(CallAnswer))]
[JsonSerializable(typeof(WorkReport))]
[JsonSerializable(typeof(TextArgument))]
[JsonSerializable(typeof(BytesArgument))]
[JsonSerializable(typeof(AnswerValue))]
[JsonSerializable(typeof(GenerateArguments))]
[JsonSerializable(typeof(KnowledgeQuery))]
[JsonSerializable(typeof(KnowledgeEntry))]
[JsonSerializable(typeof(KnowledgeEntry[]))]
[JsonSerializable(typeof(SpeechRequest))]
[JsonSerializable(typeof(ListenRequest))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(byte[]))]
internal sealed partial class WireJson : JsonSerializerContext;
