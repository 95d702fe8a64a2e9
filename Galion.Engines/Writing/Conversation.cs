using System.Text;
using System.Text.RegularExpressions;
using Galion.Engines.Writing.Language;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Writing;

/// <summary>
/// A conversation parted into what is asked and the texts it is asked about. Only the asker's own words outside a text are ever an instruction:
/// what stands inside a document is material, whatever it says.
/// </summary>
/// <param name="Instruction">What the last message asks.</param>
/// <param name="Documents">The texts of the last message, or of earlier ones when it brings none.</param>
/// <param name="FromHistory">Whether the documents came from an earlier message.</param>
/// <param name="Previous">What the last earlier message that asked for something asked.</param>
/// <param name="LastAnswer">The last text that was answered.</param>
/// <param name="Message">The last message as it came.</param>
internal sealed partial record Conversation(
    Instruction Instruction, IReadOnlyList<string> Documents, bool FromHistory, Instruction? Previous, string? LastAnswer, string Message)
{
    private const int LongMessage = 400;
    private const int MaxHead = 300;
    private const int MinTailWords = 3;

    /// <param name="given">The documents of the options; the messages are then taken as instructions as they are.</param>
    /// <exception cref="ArgumentException">There is no message, or together they are too long.</exception>
    public static Conversation Read(IReadOnlyList<ChatMessage> messages, string? instructions, IReadOnlyList<string> given)
    {
        var length = messages.Sum(sent => sent.Contents.Sum(content => content is TextContent text ? (long)text.Text.Length : content is DataContent data ? data.Data.Length : 0))
            + given.Sum(text => (long)text.Length);
        if (length > WriterOptions.MaxCharacters)
        {
            throw new ArgumentException($"The texts have {length:N0} characters together; the writer takes at most {WriterOptions.MaxCharacters:N0}. Nothing was written. Send fewer or shorter texts.");
        }

        var last = messages.ToList().FindLastIndex(sent => sent.Role == ChatRole.User);
        if (last < 0 && given.Count == 0)
        {
            throw new ArgumentException("The writer needs a message from the user. Nothing was written.");
        }

        var background = messages.Where(sent => sent.Role == ChatRole.System).Select(sent => sent.Text).Append(instructions ?? "").Select(text => Fenced(text).Documents).SelectMany(item => item).ToList();
        Instruction? previous = null;
        var earlier = new List<(Instruction Instruction, List<string> Documents)>();
        for (var n = 0; n < last; n++)
        {
            if (messages[n].Role == ChatRole.User)
            {
                var (asked, texts) = Part(messages[n], wholeIsInstruction: false);
                previous = asked.Task is null ? previous : asked;
                earlier.Add((asked, texts));
            }
        }

        var (instruction, documents) = last < 0 ? (InstructionReader.Read(""), []) : Part(messages[last], wholeIsInstruction: given.Count > 0);
        documents = [.. given, .. documents];
        var answer = messages.Take(Math.Max(0, last)).LastOrDefault(sent => sent.Role == ChatRole.Assistant && sent.Text.Length > 0)?.Text;
        var message = last < 0 ? "" : messages[last].Text;
        if (documents.Count > 0)
        {
            return new Conversation(instruction, documents, false, previous, answer, message);
        }

        // A question may be about any text given so far; a task is about the latest.
        var known = earlier.Where(item => item.Documents.Count > 0).ToList();
        documents = instruction.Task is WriterOptions.Answer or null ? [.. background, .. known.SelectMany(item => item.Documents)]
            : known.Count > 0 ? known[^1].Documents : background;
        return new Conversation(instruction, documents, documents.Count > 0, previous, answer, message);
    }

    private static (Instruction Instruction, List<string> Documents) Part(ChatMessage message, bool wholeIsInstruction)
    {
        var documents = new List<string>();
        foreach (var data in message.Contents.OfType<DataContent>().Where(data => data.MediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || data.MediaType is "application/json"))
        {
            documents.Add(Encoding.UTF8.GetString(data.Data.Span));
        }

        var texts = message.Contents.OfType<TextContent>().Select(content => content.Text).Where(text => !string.IsNullOrWhiteSpace(text)).ToList();
        if (texts.Count == 1 || wholeIsInstruction)
        {
            var text = string.Join("\n", texts);
            if (wholeIsInstruction || (documents.Count > 0 && text.Length <= LongMessage))
            {
                return (InstructionReader.Read(text), documents);
            }

            var (instruction, own) = Split(text);
            return (instruction, [.. documents, .. own]);
        }

        // Several parts: the shortest that asks for something is the request, the others are what it is about.
        var request = texts.Where(text => text.Length <= InstructionReader.MaxInstruction).OrderBy(text => text.Length)
            .FirstOrDefault(text => InstructionReader.Read(text).Task is not null);
        documents.AddRange(texts.Where(text => !ReferenceEquals(text, request)));
        return (InstructionReader.Read(request ?? ""), documents);
    }

    private static (Instruction Instruction, List<string> Documents) Split(string text)
    {
        var (outside, fenced) = Fenced(text);
        if (fenced.Count > 0)
        {
            return (InstructionReader.Read(outside.Trim()), fenced);
        }

        text = text.Trim();
        var newline = text.IndexOf('\n', StringComparison.Ordinal);
        var firstLine = newline < 0 ? text : text[..newline].TrimEnd();
        var colon = firstLine.IndexOf(": ", StringComparison.Ordinal);
        colon = colon < 0 && firstLine.EndsWith(':') && newline >= 0 ? firstLine.Length - 1 : colon;
        if (colon is > 0 and <= MaxHead && InstructionReader.Read(text[..colon]) is { Task: not null } before && WordSplitter.Count(text[(colon + 1)..]) >= MinTailWords)
        {
            return before.Task == WriterOptions.Write && !NotesLabel().IsMatch(text[..colon]) && newline < 0 && NeedsTopic(before.Text)
                ? (InstructionReader.Read(text), []) : (before, [text[(colon + 1)..].Trim()]);
        }

        if (newline is > 0 and <= MaxHead && InstructionReader.Read(firstLine) is { Task: not null } line)
        {
            return (line, [text[newline..].Trim()]);
        }

        if (SentenceSplitter.Split(text.Length > MaxHead * 2 ? text[..(MaxHead * 2)] : text) is [var first, _, ..] && first.End <= MaxHead && StartsAsCommand().IsMatch(text)
            && InstructionReader.Read(text[..first.End]) is { Task: not null } opening && WordSplitter.Count(text[first.End..]) >= MinTailWords)
        {
            return (opening, [text[first.End..].Trim()]);
        }

        var lastBreak = text.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (lastBreak > 0 && text.Length - lastBreak <= MaxHead && InstructionReader.Read(text[lastBreak..].Trim()) is { Task: not null } closing)
        {
            return (closing, [text[..lastBreak].Trim()]);
        }

        return text.Length > LongMessage && !StartsAsCommand().IsMatch(text) ? (InstructionReader.Read(""), [text]) : (InstructionReader.Read(text), []);
    }

    private static bool NeedsTopic(string head) => InstructionReader.HeadEnd(head) == head.Length;

    /// <summary>Texts between fences, and what stands outside them.</summary>
    private static (string Outside, List<string> Documents) Fenced(string text)
    {
        var documents = new List<string>();
        var outside = new StringBuilder();
        var position = 0;
        while (position < text.Length && Fence().Match(text, position) is { Success: true } open)
        {
            var close = open.Value.StartsWith('<') ? $"</{open.Groups["tag"].Value}>" : open.Value.TrimEnd()[..3];
            var start = open.Index + open.Length;
            var end = text.IndexOf(close, start, StringComparison.OrdinalIgnoreCase);
            // A fence that is never closed closes with the text: what it holds is no instruction.
            end = end < 0 ? text.Length : end;
            outside.Append(text, position, open.Index - position).Append(' ');
            var content = text[start..end].Trim('\n', '\r');
            if (content.Trim().Length > 0)
            {
                documents.Add(content);
            }

            position = Math.Min(text.Length, end + close.Length);
        }

        return (outside.Append(text, position, text.Length - position).ToString(), documents);
    }

    [GeneratedRegex("```[A-Za-z#+]*\\n|\"\"\"|<(?<tag>document|text|article|tekst|dokument|context)>", RegexOptions.IgnoreCase)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\b(?:notes|facts|points|details|notatki|fakty|punkty|szczegóły|informacje)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex NotesLabel();

    [GeneratedRegex(@"^\W*(?:please |can you |could you |proszę )?(?:summari[sz]e|sum|give|list|find|write|draft|make|rewrite|rephrase|simplify|shorten|extract|suggest|create|outline|tl;?dr|streść|podsumuj|podaj|wypisz|napisz|przepisz|uprość|skróć|zaproponuj|zrób|przygotuj|wymyśl|stwórz)", RegexOptions.IgnoreCase)]
    private static partial Regex StartsAsCommand();
}
