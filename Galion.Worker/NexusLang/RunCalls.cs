using System.Text;
using System.Text.Json;
using Galion.Contracts.Generations;
using Galion.Contracts.NexusLang;
using Galion.Engines.Writing;
using Galion.NexusLang.Hosting;
using Galion.NexusLang.Runner;
using Galion.Platform.Billing;
using Galion.Platform.Data;
using Galion.Platform.Generations;
using Galion.Platform.NexusLang;
using Galion.Platform.Providers;
using Galion.Platform.Storage;
using Microsoft.EntityFrameworkCore;

namespace Galion.Worker.NexusLang;

/// <summary>
/// The AI calls of a run. Each becomes a generation of the account with a hold of its own, like one that was asked for by hand, and counts
/// against the run's budget: what is held while it is made, what was charged when it has ended.
/// </summary>
internal sealed class RunCalls(NexusRun run, long fence, IServiceScopeFactory scopes, RunEventWriter events)
{
    private const int MaxUnderWay = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _spent;
    private bool _silenceNoticed;

    /// <summary>Prints what is said, and speaks it where the budget allows.</summary>
    internal async Task<AnswerValue> SayAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        events.Print(request.Emotion is null ? $"AI: {request.Text}\n" : $"AI [{request.Emotion}]: {request.Text}\n");
        ProviderModel model = Find(null, GenerationKind.Voice);
        if (run.BudgetMillicredits < model.UnitPriceMillicredits)
        {
            if (!_silenceNoticed)
            {
                _silenceNoticed = true;
                await events.WriteAsync(
                    NexusRunEvents.Notice,
                    new NexusRunOutput(
                        $"say() shows its text without a voice: speaking costs {Credits(model.UnitPriceMillicredits)} credits, and this run's budget is {Credits(run.BudgetMillicredits)}."),
                    cancellationToken);
            }

            return new AnswerValue(null, 0);
        }

        Dictionary<string, JsonElement> options = new() { ["rate"] = JsonSerializer.SerializeToElement(request.Speed) };
        if (request.VoiceId is not null)
        {
            options["voice"] = JsonSerializer.SerializeToElement(request.VoiceId);
        }

        // Programs name more feelings than the speaker has; the others are spoken plainly.
        if (request.Emotion is not null && model.Options.First(o => o.Name == "emotion").Values!.Contains(request.Emotion))
        {
            options["emotion"] = JsonSerializer.SerializeToElement(request.Emotion);
        }

        (Generation made, long cost) = await MakeAsync("say", model, request.Text, options, cancellationToken);
        return new AnswerValue(AddressOf(made), cost);
    }

    internal async Task<AnswerValue> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        ProviderModel model = Find(request.Model, GenerationKind.Text);
        Dictionary<string, JsonElement> options = [];
        if (request.Schema is not null)
        {
            options["schema"] = JsonSerializer.SerializeToElement(request.Schema);
        }

        if (ToneOf(request.Personality) is { } tone)
        {
            options["tone"] = JsonSerializer.SerializeToElement(tone);
        }

        (Generation made, long cost) = await MakeAsync("ask", model, request.Prompt, options, cancellationToken);
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        byte[] document = await scope.ServiceProvider.GetRequiredService<BlobStore>().ReadAsync(
            made.Assets.OrderBy(a => a.Position).First().BlobName, cancellationToken);
        return new AnswerValue(WriterDocument.ReadText(Encoding.UTF8.GetString(document)), cost);
    }

    internal async Task<AnswerValue> GenerateAsync(GenerateArguments request, CancellationToken cancellationToken)
    {
        GenerationKind kind = request.Kind switch
        {
            "image" => GenerationKind.Image,
            "video" => GenerationKind.Video,
            "music" => GenerationKind.Music,
            "voice" => GenerationKind.Voice,
            _ => throw new NexusHostException($"Nothing makes {request.Kind}."),
        };
        Dictionary<string, JsonElement> options = new(request.Options);
        string? wanted = options.Remove("model", out JsonElement id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
        (Generation made, long cost) = await MakeAsync($"generate_{request.Kind}", Find(wanted, kind), request.Prompt, options, cancellationToken);
        return new AnswerValue(AddressOf(made), cost);
    }

    private async Task<(Generation Made, long Cost)> MakeAsync(
        string call, ProviderModel model, string prompt, Dictionary<string, JsonElement> options, CancellationToken cancellationToken)
    {
        prompt = prompt.Replace('\0', ' ').Trim();
        if (prompt.Length == 0 || prompt.Length > model.MaxPromptLength)
        {
            throw new NexusHostException($"The text for {call}() must have 1 to {model.MaxPromptLength} characters, and has {prompt.Length}.");
        }

        ResolvedOptions resolved = model.Resolve(prompt, options);
        if (resolved.Errors.Count > 0)
        {
            throw new NexusHostException($"{model.Name} cannot work with this: {string.Join(" ", resolved.Errors.Select(e => $"{e.Key}: {e.Value}"))}");
        }

        var order = new GenerationOrder(model, prompt, resolved.Values, resolved.Units);
        long price = order.PriceMillicredits;
        Take(call, price);
        long cost = price;
        try
        {
            Guid id = await AcceptAsync(call, order, cancellationToken);
            await events.WriteAsync(NexusRunEvents.Call, new NexusRunCall(call, id, Credits(price)), cancellationToken);
            Generation made = await WaitAsync(id, cancellationToken);
            cost = made.ChargedMillicredits;
            if (made.Status != GenerationStatus.Succeeded)
            {
                throw new NexusHostException(made.ErrorMessage ?? "It could not be made. Nothing was charged for it.");
            }

            if (CallAssets.Find(run.Id, call, made) is { } asset)
            {
                await events.WriteAsync(NexusRunEvents.Asset, asset, cancellationToken);
            }

            return (made, cost);
        }
        catch (NotTakenException exception)
        {
            cost = 0;
            throw new NexusHostException(exception.Message);
        }
        finally
        {
            lock (_lock)
            {
                _spent -= price - cost;
            }
        }
    }

    private void Take(string call, long price)
    {
        lock (_lock)
        {
            if (_spent + price > run.BudgetMillicredits)
            {
                throw new NexusHostException(
                    $"{call}() costs {Credits(price)} credits, and {Credits(run.BudgetMillicredits - _spent)} of this run's budget of {Credits(run.BudgetMillicredits)} are left. Run it again with a larger budget, or catch this error.");
            }

            _spent += price;
        }
    }

    private async Task<Guid> AcceptAsync(string call, GenerationOrder order, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        IntakeOutcome outcome = await scope.ServiceProvider.GetRequiredService<GenerationIntake>().AcceptAsync(
            run.UserId, order, idempotency: null, MaxUnderWay, cancellationToken, record: async (db, id) => await db.ExecuteAsync(
                """
                INSERT INTO nexus_run_calls (run_id, generation_id, kind)
                SELECT id, $3, $4 FROM nexus_runs WHERE id = $1 AND job_fence = $2 AND finished_at IS NULL FOR SHARE
                """,
                [run.Id, fence, id, call], cancellationToken) == 1);
        switch (outcome)
        {
            case IntakeOutcome.Accepted accepted:
                return accepted.Receipt.Id;
            case IntakeOutcome.InsufficientCredits missing:
                throw new NotTakenException(
                    $"{call}() costs {Credits(missing.PriceMillicredits)} credits, and the account has {Credits(missing.AvailableMillicredits)}. Nothing was charged for it.");
            case IntakeOutcome.MissingAssets missing:
                throw new NotTakenException(
                    $"{call}() names a picture that is not in the library, in {string.Join(" and ", missing.Options)}. Nothing was charged for it.");
            case IntakeOutcome.Unwanted:
                throw new NotTakenException("This run has ended. Nothing was charged for it.");
            default:
                throw new NotTakenException("Too many generations of this account are under way. Nothing was charged for it.");
        }
    }

    /// <returns>The generation as it ended.</returns>
    private async Task<Generation> WaitAsync(Guid id, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (AsyncServiceScope scope = scopes.CreateAsyncScope())
            {
                Generation generation = await scope.ServiceProvider.GetRequiredService<GalionDbContext>().Generations.AsNoTracking()
                    .Include(g => g.Assets).SingleAsync(g => g.Id == id, cancellationToken);
                if (generation.IsFinished)
                {
                    return generation;
                }
            }

            await Task.Delay(Look, cancellationToken);
        }
    }

    private static ProviderModel Find(string? id, GenerationKind kind)
    {
        ProviderCatalog catalog = ProviderCatalog.BuiltIn;
        ProviderModel? model = id is null ? catalog.FindDefault(kind) : catalog.Find(id);
        return model?.Kind == kind ? model : throw new NexusHostException(
            $"There is no such model. Models for this: {string.Join(", ", catalog.Models.Where(m => m.Kind == kind).Select(m => m.Id))}.");
    }

    private static string AddressOf(Generation made) => made.Assets.OrderBy(a => a.Position).FirstOrDefault() is { } asset
        ? $"/api/v2/assets/{asset.Id}/content"
        : $"/api/v2/generations/{made.Id}";

    /// <summary>The writer's nearest tone to how the program wants to be spoken to.</summary>
    private static string? ToneOf(string personality) =>
        personality.Contains("with humor", StringComparison.Ordinal) ? "playful"
        : personality.Contains(", formal", StringComparison.Ordinal) ? "formal"
        : personality.Contains(", casual", StringComparison.Ordinal) ? "friendly"
        : null;

    private static decimal Credits(long millicredits) => Millicredits.ToCredits(millicredits);

    private sealed class NotTakenException(string message) : Exception(message);
}
