using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Diagnostics;

/// <summary>
/// Every message that the language can utter before a program runs, one method each. Codes group by phase: 00xx text and tokens, 01xx
/// grammar, 02xx names and types. A code is never given to another message.
/// </summary>
public sealed class DiagnosticBag(SourceText source)
{
    /// <summary>Enough to mend a file by; more would only be echoes of the first.</summary>
    private const int MaxDiagnostics = 200;

    private readonly List<Diagnostic> _diagnostics = [];

    private bool _isOver;

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public bool HasErrors { get; private set; }

    public void BadCharacter(int at, int length, string character) => Error(
        "NX0001", new TextSpan(at, length), $"The character '{character}' has no meaning here.",
        character == "#" ? "Comments are written with //." : null,
        character == "#" ? new SuggestedFix("Write // instead", new TextSpan(at, length), "//") : null);

    public void UnterminatedString(TextSpan opening) => Error(
        "NX0002", opening, "This text is never closed.", "A text ends with the quote that it began with.");

    public void UnterminatedComment(TextSpan opening) => Error(
        "NX0003", opening, "This comment is never closed.", "A comment that begins with /* ends with */.");

    public void BadNumber(TextSpan span, string why) => Error("NX0004", span, $"This is not a number: {why}.");

    public void BadEscape(TextSpan span, string why) => Error("NX0005", span, $"This escape is not valid: {why}.");

    public void UnknownEscape(TextSpan span, char escaped) => Warning(
        "NX0006", span, $"'\\{escaped}' is not an escape; it stands for '{escaped}' alone.",
        "Escapes are \\n \\t \\r \\0 \\\\ \\\" \\' and \\u{…}.");

    public void ProgramTooLarge(int maxLength) => Error(
        "NX0007", new TextSpan(0, 0), $"The program is longer than {maxLength:N0} characters.", "Split it into modules and import them.");

    public void Unexpected(Token found, string expected) => Error(
        "NX0101", PlaceOf(found), $"Expected {expected}, but found {Describe(found)}.");

    public void ExpectedExpression(Token found) => Error(
        "NX0102", PlaceOf(found), $"Expected a value, but found {Describe(found)}.");

    public void ExpectedStatementEnd(Token found) => Error(
        "NX0103", found.Span, $"Expected the end of the statement, but found {Describe(found)}.",
        "A statement ends at a line break or a semicolon.");

    public void Unclosed(Token opening, string closing) => Error(
        "NX0104", opening.Span, $"This '{SyntaxFacts.Spelling(opening.Kind)}' is never closed with '{closing}'.");

    public void CannotAssign(TextSpan target) => Error(
        "NX0105", target, "This cannot be assigned to.", "A name, a member, an element or a pattern of those can.");

    public void NestedTooDeep(TextSpan span, int maxDepth)
    {
        Error("NX0106", span, $"The program is nested more than {maxDepth} levels deep.", "Take parts out into functions.");

        // The rest is not read; that brackets in it are never closed is no news.
        _isOver = true;
    }

    public void TraitOutOfRange(TextSpan span, string trait) => Error(
        "NX0107", span, $"The trait '{trait}' must be a number from 0 to 1.");

    public void DuplicateTrait(TextSpan span, string trait) => Warning(
        "NX0108", span, $"The trait '{trait}' is given twice; the last one counts.");

    public void PositionalAfterNamed(TextSpan span) => Error(
        "NX0109", span, "A positional argument may not follow a named one.");

    public void TwoRests(TextSpan span) => Error(
        "NX0110", span, "Only one part may take the rest.");

    public void RestNotLast(TextSpan span) => Error(
        "NX0111", span, "A parameter that takes the rest must be the last one.");

    public void RequiredAfterOptional(TextSpan span, string parameter) => Error(
        "NX0112", span, $"The parameter '{parameter}' needs a default, because the one before has one.");

    public void StrayCloser(Token found) => Error(
        "NX0113", found.Span, $"This '{SyntaxFacts.Spelling(found.Kind)}' closes nothing.");

    public void FromAnotherLanguage(TextSpan span, string word, string instead) => Error(
        "NX0114", span, $"NexusLang has no '{word}'.", null, new SuggestedFix($"Write '{instead}' instead", span, instead));

    public void EmptyFormatHole(TextSpan span) => Error(
        "NX0115", span, "The braces in this text hold no value.", "Write {{ and }} for braces themselves.");

    public void TryAlone(TextSpan span) => Error(
        "NX0116", span, "A try block needs a catch or a finally.");

    public void ExportOfNothing(TextSpan span) => Error(
        "NX0117", span, "Only let, const, fn, struct and enum can be exported.");

    public void BlockOfIfExpression(TextSpan span) => Error(
        "NX0118", span, "An if that gives a value has no blocks.", "Write: if condition then value else other");

    public void UnknownName(TextSpan span, string name, string? near) => Error(
        "NX0201", span, $"There is no '{name}' here.", null, near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void AssignToConst(TextSpan span, string name) => Error(
        "NX0202", span, $"'{name}' is constant and cannot be assigned again.", "Declare it with let if it has to change.");

    public void AssignToDeclared(TextSpan span, string name, string what) => Error(
        "NX0203", span, $"'{name}' is {what} and cannot be assigned.");

    public void UnknownType(TextSpan span, string name, string? near) => Error(
        "NX0204", span, $"There is no type '{name}'.", null, near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void WrongArgumentCount(TextSpan span, string function, string expected, int given) => Error(
        "NX0205", span, $"'{function}' takes {expected}, but {given} {(given == 1 ? "is" : "are")} given.");

    public void UnknownArgument(TextSpan span, string function, string name, string? near) => Error(
        "NX0206", span, $"'{function}' has no parameter '{name}'.", null,
        near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void MissingArgument(TextSpan span, string function, string name) => Error(
        "NX0207", span, $"'{function}' needs the argument '{name}'.");

    public void MissingField(TextSpan span, string type, string name) => Error(
        "NX0207", span, $"'{type}' needs the field '{name}'.");

    public void DuplicateArgument(TextSpan span, string function, string name) => Error(
        "NX0206", span, $"'{function}' is given '{name}' twice.");

    public void TypeMismatch(TextSpan span, string what, string expected, string actual) => Error(
        "NX0208", span, $"{what} must be {expected}, but this is {actual}.");

    public void JumpOutsideLoop(TextSpan span, string word) => Error(
        "NX0209", span, $"'{word}' has no loop around it.", "It ends at the function: a loop that calls the function is not reached from here.");

    public void ReturnOutsideFunction(TextSpan span) => Error(
        "NX0210", span, "'return' has no function around it.", "Use exit() to end the program.");

    public void UnknownCase(TextSpan span, string enumName, string name, string? near) => Error(
        "NX0211", span, $"'{enumName}' has no case '{name}'.", null,
        near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void NotExhaustive(TextSpan span, string missing) => Warning(
        "NX0212", span, $"This match leaves out {missing}.", "A value that no arm takes ends the program with an error; add the arm or an else.");

    public void UnreachableArm(TextSpan span) => Warning(
        "NX0213", span, "This arm is never reached.", "An arm above takes everything.");

    public void AlreadyDeclared(TextSpan span, string name) => Error(
        "NX0214", span, $"'{name}' is already declared here.");

    public void UnknownModule(TextSpan span, string name, string? near) => Error(
        "NX0215", span, $"There is no module '{name}'.", "It is neither part of the standard library nor a file beside this program.",
        near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void UnknownExport(TextSpan span, string module, string name, string? near) => Error(
        "NX0216", span, $"The module '{module}' has no '{name}' that can be imported.", "A file's own names are visible to others when they are exported.",
        near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void ImportCycle(TextSpan span, string module) => Error(
        "NX0217", span, $"'{module}' imports this file in turn.", "Move what both need into a third file.");

    public void BrokenModule(TextSpan span, string module) => Error(
        "NX0218", span, $"The module '{module}' has errors.");

    public void UnknownField(TextSpan span, string type, string name, string? near) => Error(
        "NX0219", span, $"'{type}' has no field '{name}'.", null,
        near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void NotAStruct(TextSpan span, string name) => Error("NX0220", span, $"'{name}' is not a struct.");

    public void UnequalNames(TextSpan span, string name) => Error(
        "NX0221", span, $"Every alternative must name '{name}', because the code after it uses it.");

    public void WrongPartCount(TextSpan span, string name, int expected, int given) => Error(
        "NX0222", span, $"'{name}' holds {expected} {(expected == 1 ? "value" : "values")}, but this names {given}.");

    public void ConstWithoutValue(TextSpan span, string name) => Error(
        "NX0223", span, $"The constant '{name}' needs a value.");

    public void NameTwice(TextSpan span, string name) => Error("NX0224", span, $"'{name}' is named twice.");

    public void TooManyFields(TextSpan span, int most, string what) => Error("NX0225", span, $"There can be no more than {most} {what}.");

    public void UnknownTrait(TextSpan span, string name, string? near) => Error(
        "NX0226", span, $"There is no trait '{name}'.", null, near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void MisplacedImport(TextSpan span) => Error("NX0227", span, "Imports stand at the top of a file, outside of blocks.");

    public void MisplacedDeclaration(TextSpan span, string what) => Error(
        "NX0228", span, $"{(what[0] is 'e' or 'i' ? "An" : "A")} {what} stands at the top of a file, outside of blocks.");

    public void LeavesFinally(TextSpan span) => Error(
        "NX0229", span, "'return' cannot leave a finally block.", "What was thrown or returned before would be lost.");

    public void MethodOfType(TextSpan span, string type, string name) => Error(
        "NX0230", span, $"'{name}' belongs to values of '{type}', not to the type itself.",
        "Write a value before the dot. A function whose first parameter is not self belongs to the type.");

    public void UnknownFunction(TextSpan span, string type, string name, string? near) => Error(
        "NX0231", span, $"'{type}' has no function '{name}'.", null,
        near is null ? null : new SuggestedFix($"Did you mean '{near}'?", span, near));

    public void TooLarge(TextSpan span, int most) => Error(
        "NX0232", span, $"This function, or what stands outside of functions, holds more than {most:N0} expressions and statements.",
        "Take parts out into functions of their own, or read data with json.parse or csv.parse.");

    /// <summary>The token, or for the end of the file the place behind the last thing written before it.</summary>
    private TextSpan PlaceOf(Token found) => found.Kind == TokenKind.EndOfFile
        ? new TextSpan(source.Slice(new TextSpan(0, found.Start)).TrimEnd().Length, 0)
        : found.Span;

    /// <summary>A token as a reader would name it.</summary>
    private string Describe(Token token) => token.Kind switch
    {
        TokenKind.EndOfFile => token.Start < source.Length ? "'}'" : "the end of the file",
        TokenKind.String or TokenKind.FormatString => "a text",
        TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.Bad =>
            $"'{Shorten(source.Slice(token.Span))}'",
        _ => $"'{SyntaxFacts.Spelling(token.Kind)}'",
    };

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 24 ? text.ToString() : $"{text[..23]}…";

    private void Error(string code, TextSpan span, string message, string? reason = null, SuggestedFix? fix = null)
    {
        HasErrors = true;
        Add(new Diagnostic(code, DiagnosticSeverity.Error, source, span, message, reason, fix));
    }

    private void Warning(string code, TextSpan span, string message, string? reason = null) =>
        Add(new Diagnostic(code, DiagnosticSeverity.Warning, source, span, message, reason));

    private void Add(Diagnostic diagnostic)
    {
        if (_diagnostics.Count < MaxDiagnostics && !_isOver)
        {
            _diagnostics.Add(diagnostic);
        }
    }
}
