using Galion.Api.Accounts;
using Galion.Contracts;
using Galion.Contracts.NexusLang;
using Galion.Platform.Data;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Galion.Api.NexusLang;

/// <summary>Everything about a request for a run that can be refused before anything is held.</summary>
internal sealed class NexusRunCheck(GalionDbContext db, ShareStore shares, IOptionsMonitor<NexusLangOptions> options)
{
    public const string MainFile = "main.nx";

    // PostgreSQL's text cannot hold it, and no program needs it.
    private const char Nul = '\0';
    private const int MillicreditsPerCredit = 1000;

    public NexusPlan PlanOf(CurrentUser user) => options.CurrentValue.PlanOf(user.IsGuest);

    public async Task<(NexusRunOrder? Order, ProblemHttpResult? Problem)> ReadAsync(
        CurrentUser user, CreateNexusRunRequest request, NexusRunPurpose purpose, CancellationToken cancellationToken)
    {
        NexusPlan plan = PlanOf(user);
        var errors = new Dictionary<string, string[]>();
        if (new object?[] { request.Code, request.ProjectId, request.Share }.Count(source => source is not null) != 1)
        {
            errors["code"] = ["Send either the code, the id of a project or the token of a link."];
        }

        ShareView? share = request.Share is null ? null : await shares.FindAsync(request.Share, cancellationToken);
        if (request.Share is not null && share is null)
        {
            return (null, Problems.Create(
                StatusCodes.Status404NotFound, ErrorCodes.NotFound,
                "There is no such link, or it was taken back. Nothing was charged. Ask whoever gave it to you for another."));
        }

        request = request with { File = request.File ?? share?.Settings.File, Stdin = request.Stdin ?? share?.Settings.Stdin };

        if (await ProjectPaths.ReadAsync(db, request.File ?? MainFile, cancellationToken) is not { } file)
        {
            errors["file"] = [ProjectPaths.Rule];
            file = MainFile;
        }

        if (request.Code?.Contains(Nul) == true)
        {
            errors["code"] = ["Must not hold a NUL character."];
        }

        if (request.Stdin?.Contains(Nul) == true)
        {
            errors["stdin"] = ["Must not hold a NUL character."];
        }

        if (request.BudgetCredits > plan.MaxBudgetCredits || request.BudgetCredits * MillicreditsPerCredit % 1 != 0)
        {
            errors["budget_credits"] = [plan.MaxBudgetCredits == 0
                ? "A guest's programs make no AI calls that cost credits. Leave it out, or create an account."
                : $"Use 0 to {plan.MaxBudgetCredits} with at most three places."];
        }

        NexusRunLimits limits = request.Limits is null && share?.Settings.Limits is { } pinned
            ? ReadLimits(Within(pinned, plan), plan, errors)
            : ReadLimits(request.Limits, plan, errors);
        if (errors.Count > 0)
        {
            return (null, Problems.Invalid(ErrorCodes.ValidationFailed, "The program cannot be run like this. Nothing was charged.", errors));
        }

        IReadOnlyDictionary<string, string> files;
        if (share is not null)
        {
            files = share.Files;
            if (!files.ContainsKey(file))
            {
                return (null, Problems.Create(
                    StatusCodes.Status404NotFound, ErrorCodes.NotFound, $"The link holds no file {file}. Nothing was charged. Leave the file out to run what it begins with."));
            }
        }
        else if (request.ProjectId is { } projectId)
        {
            files = await db.Files
                .Where(f => f.ProjectId == projectId && f.DeletedAt == null)
                .Where(f => db.Projects.Any(p => p.Id == projectId && p.UserId == user.Id && p.DeletedAt == null))
                .ToDictionaryAsync(f => f.Path, f => f.Content, cancellationToken);
            if (!files.ContainsKey(file))
            {
                return (null, Problems.NotFound($"project with a file {file}"));
            }
        }
        else
        {
            files = new Dictionary<string, string> { [file] = request.Code! };
        }

        return (new NexusRunOrder(
            purpose, request.ProjectId, share?.Share.Token, file, files, request.Stdin ?? "", StdinClosed: !request.Interactive, limits,
            (long)(request.BudgetCredits * MillicreditsPerCredit)), null);
    }

    /// <summary>What somebody else pinned may be more than the plan of who runs it allows.</summary>
    private static NexusRunLimitsRequest Within(NexusRunLimitsRequest pinned, NexusPlan plan)
    {
        return pinned with
        {
            WallMs = Least(pinned.WallMs, plan.WallMs),
            MemoryMb = Least(pinned.MemoryMb, plan.MemoryMb),
            OutputCharacters = Least(pinned.OutputCharacters, plan.OutputCharacters),
            CallDepth = Least(pinned.CallDepth, plan.CallDepth),
            WaitMs = Least(pinned.WaitMs, plan.WaitMs),
        };

        static int? Least(int? value, int most) => value > most ? most : value;
    }

    private static NexusRunLimits ReadLimits(NexusRunLimitsRequest? asked, NexusPlan plan, Dictionary<string, string[]> errors)
    {
        return new NexusRunLimits(
            Read("wall_ms", asked?.WallMs, plan.WallMs), Read("memory_mb", asked?.MemoryMb, plan.MemoryMb),
            Read("output_characters", asked?.OutputCharacters, plan.OutputCharacters), Read("call_depth", asked?.CallDepth, plan.CallDepth), asked?.Steps,
            Read("wait_ms", asked?.WaitMs, plan.WaitMs));

        int Read(string name, int? value, int most)
        {
            if (value > most)
            {
                errors[$"limits.{name}"] = [$"Your plan allows at most {most}."];
            }

            return value ?? most;
        }
    }
}
