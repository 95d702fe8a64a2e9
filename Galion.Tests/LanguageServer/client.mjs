// Drives `nexus lsp` with a client of another maker: node client.mjs nexus.dll
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import lsp from "vscode-languageserver-protocol/node";

const folder = mkdtempSync(join(tmpdir(), "nexus-lsp-"));
const uriOf = (path) => pathToFileURL(join(folder, path)).toString();
const stored = (path, text) => writeFileSync(join(folder, path), text);
const library = `/// The area of a square.
export fn area(side, times = 1) { return side * side * times }
fn hidden() { return 1 }
export struct Point { x: int, y: int }
`;
const main = `import "lib/shapes.nx"
from "lib/shapes.nx" import area, Point

enum Event { Paid(cents), Quiet }
let total = shapes.area(2)
fn describe(e: Event, loud = false) {
    return match e {
        Paid(c) => f"paid {c}",
        Quiet => "nothing",
    }
}
let p = Point { x: 1, y: 2 }
print(area(3, 4), totl, describe(Event.Quiet), p.x)
let m = [1,2,   3]
`;
mkdirSync(join(folder, "lib"));
stored("lib/shapes.nx", library);
stored("main.nx", main);

const server = spawn("dotnet", [process.argv[2], "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
const ended = new Promise((resolve) => server.once("exit", (code, signal) => resolve(signal ?? code)));
const connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
const published = new Map();
let waiting = [];
connection.onNotification(lsp.PublishDiagnosticsNotification.type, (found) => {
    published.set(found.uri, found);
    waiting = waiting.filter((w) => !w(found));
});
const diagnosticsOf = (uri, version) => new Promise((resolve) => {
    const fits = (found) => found?.uri === uri && found.version === version;
    if (fits(published.get(uri))) {
        resolve(published.get(uri).diagnostics);
    } else {
        waiting.push((found) => fits(found) && (resolve(found.diagnostics), true));
    }
});
connection.listen();

const document = { uri: uriOf("main.nx") };
let text = main;
const at = (word, by = 0) => {
    const offset = text.indexOf(word) + by;
    assert.ok(offset >= by, word);
    const before = text.slice(0, offset).split("\n");
    return { line: before.length - 1, character: before.at(-1).length };
};
const place = (word, by = 0) => ({ textDocument: document, position: at(word, by) });
const ask = (type, parameters) => connection.sendRequest(type, parameters);
const whole = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };

try {
    await assert.rejects(ask(lsp.HoverRequest.type, place("total")), { code: lsp.ErrorCodes.ServerNotInitialized });
    const { capabilities, serverInfo } = await ask(lsp.InitializeRequest.type, {
        processId: process.pid, rootUri: null, workspaceFolders: [{ uri: pathToFileURL(folder).toString(), name: "test" }],
        capabilities: { textDocument: { completion: { completionItem: { resolveSupport: { properties: ["documentation", "detail"] } } } } },
    });
    assert.equal(serverInfo.name, "nexus");
    assert.equal(capabilities.textDocumentSync.change, lsp.TextDocumentSyncKind.Incremental);
    await connection.sendNotification(lsp.InitializedNotification.type, {});
    await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { ...document, languageId: "nexus", version: 1, text } });

    const [problem, ...others] = await diagnosticsOf(document.uri, 1);
    assert.equal(others.length, 0, JSON.stringify(others));
    assert.equal(problem.code, "NX0201");
    assert.deepEqual(problem.range, { start: at("totl"), end: at("totl", 4) });

    const actions = await ask(lsp.CodeActionRequest.type, { textDocument: document, range: problem.range, context: { diagnostics: [problem] } });
    const action = actions.find((a) => a.isPreferred);
    assert.equal(action.kind, lsp.CodeActionKind.QuickFix);
    const [fix] = action.edit.changes[document.uri];
    assert.equal(fix.newText, "total");
    text = text.replace("totl", "total");
    await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, {
        textDocument: { ...document, version: 2 }, contentChanges: [{ range: fix.range, text: fix.newText }],
    });
    assert.deepEqual(await diagnosticsOf(document.uri, 2), []);

    const completion = await ask(lsp.CompletionRequest.type, place("p.x)", 2));
    assert.deepEqual(completion.items.map((i) => i.label).sort(), ["x", "y"]);
    const words = await ask(lsp.CompletionRequest.type, place("total, describe", 2));
    assert.ok(words.items.some((i) => i.label === "total" && i.kind === lsp.CompletionItemKind.Variable));

    const area = (await ask(lsp.CompletionRequest.type, place("area(3", 4))).items.find((i) => i.label === "area");
    assert.equal(area.detail ?? area.documentation, undefined);
    const told = await ask(lsp.CompletionResolveRequest.type, area);
    assert.equal(told.detail, "fn area(side, times = 1)");
    assert.deepEqual(told.documentation, { kind: lsp.MarkupKind.Markdown, value: "The area of a square." });
    assert.deepEqual({ ...told, detail: undefined, documentation: undefined }, { ...area, detail: undefined, documentation: undefined });
    const late = { ...area, data: { ...area.data, list: -1 } };
    assert.deepEqual(await ask(lsp.CompletionResolveRequest.type, late), late);

    const hover = await ask(lsp.HoverRequest.type, place("area(3", 1));
    assert.equal(hover.contents.kind, lsp.MarkupKind.Markdown);
    assert.match(hover.contents.value, /fn area\(side, times = 1\)[^]*The area of a square\./);

    const signature = await ask(lsp.SignatureHelpRequest.type, place("area(3, 4", 8));
    assert.equal(signature.activeParameter, 1);
    assert.equal(signature.signatures[0].parameters[1].label, "times = 1");

    const declared = { uri: uriOf("lib/shapes.nx"), range: { start: { line: 1, character: 10 }, end: { line: 1, character: 14 } } };
    assert.deepEqual(await ask(lsp.DefinitionRequest.type, place("area(3")), declared);
    assert.deepEqual(await ask(lsp.DefinitionRequest.type, place("area(2")), declared);

    const references = await ask(lsp.ReferencesRequest.type, { ...place("area(3"), context: { includeDeclaration: true } });
    assert.deepEqual(references.filter((r) => r.uri === document.uri).map((r) => r.range.start.line).sort((a, b) => a - b), [1, 4, 12]);
    assert.ok(references.some((r) => r.uri === declared.uri));
    const uses = await ask(lsp.ReferencesRequest.type, { ...place("area(3"), context: { includeDeclaration: false } });
    assert.equal(uses.length, references.length - 1);

    const highlights = await ask(lsp.DocumentHighlightRequest.type, place("total"));
    assert.deepEqual(highlights.map((h) => h.kind), [lsp.DocumentHighlightKind.Write, lsp.DocumentHighlightKind.Read]);

    const renamable = await ask(lsp.PrepareRenameRequest.type, place("describe"));
    assert.equal(renamable.placeholder, "describe");
    const rename = await ask(lsp.RenameRequest.type, { ...place("area(3"), newName: "surface" });
    assert.deepEqual(Object.keys(rename.changes).sort(), [declared.uri, document.uri].sort());
    assert.equal(rename.changes[document.uri].length, 3);
    await assert.rejects(ask(lsp.RenameRequest.type, { ...place("describe"), newName: "total" }), { code: lsp.LSPErrorCodes.RequestFailed });
    await assert.rejects(ask(lsp.PrepareRenameRequest.type, place("print")), { code: lsp.LSPErrorCodes.RequestFailed });

    assert.equal(capabilities.workspace.fileOperations.willRename.filters[0].pattern.glob, "**/*.nx");
    const moved = await ask(lsp.WillRenameFilesRequest.type, { files: [{ oldUri: uriOf("lib"), newUri: uriOf("parts") }] });
    assert.deepEqual(Object.keys(moved.changes), [document.uri]);
    assert.deepEqual(moved.changes[document.uri].map((e) => e.newText), ['"parts/shapes.nx"', '"parts/shapes.nx"']);

    const symbols = await ask(lsp.DocumentSymbolRequest.type, { textDocument: document });
    assert.deepEqual(symbols.map((s) => [s.name, s.kind]), [
        ["Event", lsp.SymbolKind.Enum], ["total", lsp.SymbolKind.Variable], ["describe", lsp.SymbolKind.Function], ["p", lsp.SymbolKind.Variable],
        ["m", lsp.SymbolKind.Variable],
    ]);
    assert.deepEqual(symbols[0].children.map((s) => s.name), ["Paid", "Quiet"]);
    const everywhere = await ask(lsp.WorkspaceSymbolRequest.type, { query: "poi" });
    assert.deepEqual(everywhere.map((s) => [s.name, s.location.uri]), [["Point", declared.uri]]);

    const legend = capabilities.semanticTokensProvider.legend;
    const { data } = await ask(lsp.SemanticTokensRequest.type, { textDocument: document });
    const tokens = [];
    for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
        character = data[i] === 0 ? character + data[i + 1] : data[i + 1];
        line += data[i];
        tokens.push([text.split("\n")[line].slice(character, character + data[i + 2]), legend.tokenTypes[data[i + 3]]]);
    }
    assert.deepEqual(tokens.slice(0, 5), [["import", "keyword"], ['"lib/shapes.nx"', "string"], ["from", "keyword"], ['"lib/shapes.nx"', "string"], ["import", "keyword"]]);
    assert.ok(tokens.some(([word, type]) => word === "Paid" && type === "enumMember"));
    assert.ok(tokens.some(([word, type]) => word === "describe" && type === "function"));

    const folds = await ask(lsp.FoldingRangeRequest.type, { textDocument: document });
    assert.ok(folds.some((f) => f.startLine === 5 && f.endLine === 9));

    const hints = await ask(lsp.InlayHintRequest.type, { textDocument: document, range: whole });
    assert.ok(hints.some((h) => h.kind === lsp.InlayHintKind.Parameter && h.label === "side="));
    assert.ok(hints.some((h) => h.kind === lsp.InlayHintKind.Type && h.label === ": array<int>"));

    const options = { tabSize: 4, insertSpaces: true };
    const edits = await ask(lsp.DocumentFormattingRequest.type, { textDocument: document, options });
    assert.deepEqual(edits.map((e) => [e.range.start.line, e.newText]), [[13, " "], [13, " "]]);
    const line = { start: { line: 4, character: 0 }, end: { line: 4, character: 20 } };
    assert.deepEqual(await ask(lsp.DocumentRangeFormattingRequest.type, { textDocument: document, range: line, options }), []);

    // Every capability that the server names was asked for above.
    assert.deepEqual(Object.keys(capabilities).sort(), [
        "codeActionProvider", "completionProvider", "definitionProvider", "documentFormattingProvider", "documentHighlightProvider",
        "documentRangeFormattingProvider", "documentSymbolProvider", "foldingRangeProvider", "hoverProvider", "inlayHintProvider", "positionEncoding",
        "referencesProvider", "renameProvider", "semanticTokensProvider", "signatureHelpProvider", "textDocumentSync", "workspace",
        "workspaceSymbolProvider",
    ]);

    await assert.rejects(ask("textDocument/unheardOf", {}), { code: lsp.ErrorCodes.MethodNotFound });
    await assert.rejects(ask("textDocument/hover", { textDocument: {} }), { code: lsp.ErrorCodes.InvalidParams });
    await connection.sendNotification("textDocument/unheardOf", {});

    const cancelling = new lsp.CancellationTokenSource();
    const cancelled = connection.sendRequest(lsp.WorkspaceSymbolRequest.type, { query: "" }, cancelling.token);
    cancelling.cancel();
    await cancelled.catch((e) => assert.equal(e.code, lsp.LSPErrorCodes.RequestCancelled));

    await connection.sendNotification(lsp.DidCloseTextDocumentNotification.type, { textDocument: document });
    await assert.rejects(ask(lsp.HoverRequest.type, place("total")), { code: lsp.ErrorCodes.InvalidParams });

    assert.equal(await ask(lsp.ShutdownRequest.type), null);
    await assert.rejects(ask(lsp.HoverRequest.type, place("total")), { code: lsp.ErrorCodes.InvalidRequest });
    await connection.sendNotification(lsp.ExitNotification.type);
    assert.equal(await ended, 0);
    console.log("all answered");
} finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
}
