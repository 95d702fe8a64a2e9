using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Galion.Engines.Options;
using Galion.Engines.Recipes;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Reading;
using Galion.Engines.Writing.Structure;
using Galion.Engines.Writing.Tools;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Writing;

/// <summary>
/// The writer behind the interface that remote chat models have: a program of rules, not a neural network. It summarises, finds key phrases,
/// outlines, titles, rewrites, answers with quotes, fills templates and JSON schemas and calls tools, in English and Polish, and never states what
/// it was not given. Options go by wire names in the additional properties (<see cref="Options"/>); the response has among its own
/// <c>recipe</c>, <c>task</c>, <c>quotes</c>, <c>understood</c> and <c>ignored</c>. Usage is counted by <see cref="TokenEstimate"/>.
/// </summary>
public sealed class WriterChatClient : IChatClient
{
    public const string ModelId = "galion/writer";

    /// <summary>Grows whenever the same request gives another text.</summary>
    public const int EngineVersion = 3;

    private const int MaxRecipeText = 90_000;
    private const int MaxPiece = 48;

    // What JSON without a schema holds.
    private static readonly JsonElement PlainJson = JsonSerializer.Deserialize<JsonElement>("""
        {
          "type": "object",
          "properties": {
            "title": { "type": ["string", "null"] },
            "summary": { "type": ["string", "null"] },
            "keywords": { "type": ["array", "null"], "items": { "type": "string" } }
          },
          "required": ["title", "summary", "keywords"]
        }
        """);

    private static readonly ChatClientMetadata Metadata = new("galion", defaultModelId: ModelId);

    public static IReadOnlyList<EngineOption> Options => WriterOptions.All;

    /// <exception cref="ArgumentException">There is no message, an option is wrong, the texts are too long, or the schema cannot be met; the message is for people.</exception>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var list = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        return Task.Run(() => Respond(list, options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc cref="GetResponseAsync"/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in TextPieces.Updates(response, MaxPiece))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
            await Task.Yield();
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? Metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    /// <summary>Answers on the caller's thread.</summary>
    internal static ChatResponse Respond(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var values = OptionValues.Read("writer", Options, options?.AdditionalProperties);
        values.Progress?.Report(new EngineProgress(0.05, "reading"));
        var given = values.Text("document")?.Split(WriterOptions.DocumentSeparator) ?? [];
        CheckHash(values, given);
        var results = ResultsAtEnd(messages);
        if (results.Count > 0 && options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null })
        {
            var asked = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
            return Finish(messages, options, new WriterAnswer(ToolResults.Tell(results, TextLanguages.Detect(asked)), [], [], []), null, null);
        }

        var conversation = Conversation.Read(messages, options?.Instructions, given);
        if (results.Count == 0 && ToolChooser.Choose(
            conversation.Instruction.Text, conversation.Instruction.Language, options?.Tools, options?.ToolMode, CallsBefore(messages), cancellationToken) is { } choice)
        {
            return choice.Call is { } call ? Calling(messages, options, call) : Finish(
                messages, options, new WriterAnswer(Sayings.MissingArguments(conversation.Instruction.Language, choice.Tool, choice.Missing), [], [], []), null, null);
        }

        var (instruction, documents) = Settle(conversation, values, options);
        var schema = SchemaOf(values, options);
        documents = results.Count > 0 ? [.. documents, .. results.Select(item => item.Result.Result?.ToString() ?? "")] : documents;
        values.Progress?.Report(new EngineProgress(0.2, "writing"));
        var answer = WriterTasks.Run(instruction, documents, values, schema, cancellationToken);
        values.Progress?.Report(new EngineProgress(1, "done"));
        return Finish(messages, options, answer, values.Text("task") ?? (schema is null ? null : WriterOptions.Extract), Recipe(conversation.Instruction.Text, documents, values, answer));
    }

    /// <summary>Fixes what the options leave open by what the message and those before it say.</summary>
    private static (Instruction Instruction, IReadOnlyList<string> Documents) Settle(Conversation conversation, OptionValues values, ChatOptions? options)
    {
        var instruction = conversation.Instruction;
        var documents = conversation.Documents;
        if (instruction.Task is null && instruction.SaysHow && conversation.Previous is { } previous)
        {
            // "And now in two sentences": the same again, otherwise.
            instruction = instruction with { Task = previous.Task, Style = instruction.Style ?? previous.Style, Template = instruction.Template ?? previous.Template };
        }

        if (instruction is { Task: WriterOptions.Rewrite, RefersBack: true } && (documents.Count == 0 || conversation.FromHistory) && conversation.LastAnswer is { } last)
        {
            documents = [last];
        }

        // With the task in the options the message need not ask: it is the text, unless it only repeats the task.
        var given = values.Text("task") ?? (values.Text("style") is null ? null : WriterOptions.Rewrite);
        if (given is not (null or WriterOptions.Write or WriterOptions.Answer or WriterOptions.Extract) && values.Text("document") is null
            && (documents.Count == 0 || conversation.FromHistory) && instruction.Task != given && !(instruction.Task is null && instruction.RefersBack && documents.Count > 0))
        {
            documents = conversation.Message.Length > 0 ? [conversation.Message] : documents;
        }

        if (instruction.Task is null && values.Text("task") is null && documents.Count > 0 && !conversation.FromHistory)
        {
            instruction = instruction with { Task = WriterOptions.Summary };
        }

        Decide("task", values.Text("template") is not null ? WriterOptions.Write : values.Text("style") is not null ? WriterOptions.Rewrite : instruction.Task);
        Decide("style", instruction.Style);
        Decide("template", instruction.Template);
        Decide("tone", instruction.Tone);
        Decide("language", instruction.Wanted?.Code());
        if (!values.IsGiven("sentences") && !values.IsGiven("words") && !values.IsGiven("percent") && !values.IsGiven("length"))
        {
            Decide("sentences", instruction.Length?.Sentences);
            Decide("words", instruction.Length?.Words);
            Decide("percent", instruction.Length?.Percent);
            Decide("length", instruction.LengthName);
        }

        // Three points of a summary are three sentences of it.
        var isSummary = values.Text("task") == WriterOptions.Summary;
        Decide("form", isSummary ? instruction.Form : null);
        Decide(isSummary && instruction.Length is null && !values.IsGiven("words") && !values.IsGiven("percent") ? "sentences" : "count", instruction.Count);
        if (options?.Seed is { } seed && !values.IsGiven("seed"))
        {
            values.Decide("seed", seed & ((1L << 53) - 1));
        }

        return (instruction, documents);

        void Decide(string name, object? value)
        {
            if (value is not null && !values.IsGiven(name))
            {
                values.Decide(name, value);
            }
        }
    }

    private static JsonElement? SchemaOf(OptionValues values, ChatOptions? options)
    {
        if (options?.ResponseFormat is ChatResponseFormatJson format)
        {
            var schema = format.Schema ?? PlainJson;
            values.Decide("schema", schema.GetRawText());
            return schema;
        }

        if (values.Text("schema") is not { } text)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException exception)
        {
            throw new EngineOptionException("schema", $"The option schema must be a JSON schema, and it is no JSON from line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} on.");
        }
    }

    private static EngineRecipe Recipe(string prompt, IReadOnlyList<string> documents, OptionValues values, WriterAnswer answer)
    {
        var json = values.ToJson();
        json.Remove("document");
        json.Remove("document_sha256");
        if (documents.Count > 0)
        {
            var text = string.Join(WriterOptions.DocumentSeparator, documents);
            json[text.Length <= MaxRecipeText ? "document" : "document_sha256"] = text.Length <= MaxRecipeText ? text : Hash(text);
        }

        return EngineRecipe.Create(ModelId, EngineVersion, prompt, json, answer.Understood, answer.Ignored);
    }

    private static void CheckHash(OptionValues values, string[] given)
    {
        if (values.Text("document_sha256") is { } wanted && !string.Equals(Hash(string.Join(WriterOptions.DocumentSeparator, given)), wanted, StringComparison.OrdinalIgnoreCase))
        {
            throw new EngineOptionException("document_sha256", given.Length == 0
                ? "The text of this recipe was too long to be kept in it: give the same text in the option document."
                : "The text in the option document is not the one that the recipe was made with.");
        }
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static List<(string Tool, FunctionResultContent Result)> ResultsAtEnd(IReadOnlyList<ChatMessage> messages)
    {
        var names = messages.SelectMany(message => message.Contents.OfType<FunctionCallContent>()).GroupBy(call => call.CallId).ToDictionary(group => group.Key, group => group.Last().Name);
        var results = new List<(string, FunctionResultContent)>();
        for (var n = messages.Count - 1; n >= 0 && messages[n].Contents.Any(content => content is FunctionResultContent); n--)
        {
            results.InsertRange(0, messages[n].Contents.OfType<FunctionResultContent>().Select(result => (names.GetValueOrDefault(result.CallId, result.CallId), result)));
        }

        return results;
    }

    private static int CallsBefore(IReadOnlyList<ChatMessage> messages) => messages.Sum(message => message.Contents.Count(content => content is FunctionCallContent));

    private static ChatResponse Calling(IReadOnlyList<ChatMessage> messages, ChatOptions? options, FunctionCallContent call)
    {
        var message = new ChatMessage(ChatRole.Assistant, [call]);
        return new ChatResponse(message) { ModelId = ModelId, FinishReason = ChatFinishReason.ToolCalls, Usage = TokenEstimate.Usage(messages, options, message) };
    }

    private static ChatResponse Finish(IReadOnlyList<ChatMessage> messages, ChatOptions? options, WriterAnswer answer, string? task, EngineRecipe? recipe)
    {
        var (text, reason) = TextPieces.Limit(answer.Text, options, isJson: task == WriterOptions.Extract);
        var content = new TextContent(text);
        if (answer.Quotes.Count > 0)
        {
            content.Annotations = [.. answer.Quotes.Select(quote => new CitationAnnotation
            {
                Title = quote.Document.ToString(CultureInfo.InvariantCulture),
                Snippet = quote.Text,
                AdditionalProperties = new AdditionalPropertiesDictionary { ["document"] = quote.Document, ["start"] = quote.Start, ["end"] = quote.End },
            })];
        }

        var message = new ChatMessage(ChatRole.Assistant, [content]);
        var properties = new AdditionalPropertiesDictionary { ["understood"] = answer.Understood, ["ignored"] = answer.Ignored, ["quotes"] = answer.Quotes };
        if (task is not null)
        {
            properties["task"] = task;
        }

        if (recipe is not null)
        {
            properties["recipe"] = recipe.ToJson();
        }

        return new ChatResponse(message)
        {
            ModelId = ModelId, FinishReason = reason, Usage = TokenEstimate.Usage(messages, options, message), AdditionalProperties = properties,
        };
    }
}
