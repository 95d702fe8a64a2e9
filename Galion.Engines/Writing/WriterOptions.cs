using Galion.Engines.Options;
using Galion.Engines.Writing.Language;
using Galion.Engines.Writing.Rewriting;
using Galion.Engines.Writing.Templates;

namespace Galion.Engines.Writing;

/// <summary>What the writer takes beside the words of the message; whatever is left open is read from them.</summary>
internal static class WriterOptions
{
    public const string Summary = "summary";
    public const string KeyPhrases = "key_phrases";
    public const string Outline = "outline";
    public const string Titles = "titles";
    public const string Rewrite = "rewrite";
    public const string Write = "write";
    public const string Answer = "answer";
    public const string Extract = "extract";

    /// <summary>Most characters of all texts of one request together.</summary>
    public const int MaxCharacters = 2_000_000;
    private const int MaxSchema = 100_000;
    private const int MaxNotes = 100_000;
    private const int HashLength = 64;
    private const long MaxSeed = (1L << 53) - 1;

    /// <summary>Parts several documents in the option <c>document</c>.</summary>
    public const char DocumentSeparator = '\f';

    public static IReadOnlyList<string> Tasks { get; } = [Summary, KeyPhrases, Outline, Titles, Rewrite, Write, Answer, Extract];

    public static IReadOnlyList<EngineOption> All { get; } =
    [
        EngineOption.Choice("task", "What to do; read from the message when absent.", null, Tasks),
        EngineOption.Text("document", "The text to work on; several are parted by a form feed.", MaxCharacters),
        EngineOption.Text("document_sha256", "Hex SHA-256 that the text must have; set by recipes whose text was too long to carry.", HashLength),
        EngineOption.Whole("sentences", "Length of a summary, in sentences.", null, 1, 500),
        EngineOption.Whole("words", "Length of a summary or of a shorter text, in words.", null, 10, 50_000),
        EngineOption.Whole("percent", "Length of a summary or of a shorter text, in percent of the words of the text.", null, 1, 90),
        EngineOption.Choice("length", "Length of a summary in proportion to the text.", null, ["short", "medium", "long"]),
        EngineOption.Choice("form", "Whether a summary is prose or a list; as the text has it when absent.", null, ["prose", "list"]),
        EngineOption.Whole("count", "How many key phrases, titles, parts or quotes.", null, 1, 50),
        EngineOption.Choice("style", "How to rewrite.", null, Rewriter.Styles),
        EngineOption.Choice("template", "What kind of text to write.", null, Kinds.Templates),
        EngineOption.Choice("tone", "The tone of what is written.", null, Kinds.Tones),
        EngineOption.Choice("language", "The language of what is written; texts are not translated.", null, TextLanguages.Codes),
        EngineOption.Text("topic", "What to write about.", 300),
        EngineOption.Text("notes", "What is known about it, one fact a line.", MaxNotes),
        EngineOption.Text("audience", "Who it is for.", 100),
        EngineOption.Text("recipient", "Who gets the e-mail.", 100),
        EngineOption.Text("sender", "Who signs the e-mail.", 100),
        EngineOption.Text("schema", "A JSON schema; the answer is then JSON that fits it.", MaxSchema),
        EngineOption.Whole("seed", "The same seed writes the same text; another one varies the wording.", 0, 0, MaxSeed),
    ];
}
