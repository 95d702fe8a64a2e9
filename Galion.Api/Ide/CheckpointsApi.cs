using Galion.Api.Accounts;
using Galion.Contracts.Ide;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Galion.Api.Ide;

/// <summary>All files of a project as they were together, to go back to.</summary>
internal static class CheckpointsApi
{
    private const int MaxName = 200;

    public static void MapCheckpoints(RouteGroupBuilder ide)
    {
        RouteGroupBuilder group = ide.MapGroup("/projects/{projectId:guid}/checkpoints");
        group.MapGet("/", ListCheckpoints).WithName(nameof(ListCheckpoints)).WithSummary("Lists a project's checkpoints, newest first.");
        group.MapPost("/", CreateCheckpoint).WithName(nameof(CreateCheckpoint))
            .WithSummary("Keeps all files as they are now. Send an Idempotency-Key to be able to repeat the request safely.");
        group.MapPost("/{checkpointId:guid}/restore", RestoreCheckpoint).WithName(nameof(RestoreCheckpoint))
            .WithSummary("Brings all files back to how they were; what was there is kept in the history and the trash.");
        group.MapDelete("/{checkpointId:guid}", DeleteCheckpoint).WithName(nameof(DeleteCheckpoint))
            .WithSummary("Forgets a checkpoint; the project stays as it is.");
    }

    private static async Task<Results<Ok<CheckpointResponse[]>, ProblemHttpResult>> ListCheckpoints(
        Guid projectId, CurrentUser user, CheckpointStore checkpoints, CancellationToken cancellationToken) =>
        await checkpoints.ListAsync(user.Id, projectId, cancellationToken) is { } rows
            ? TypedResults.Ok<CheckpointResponse[]>([.. rows.Select(IdeResponses.Describe)])
            : Problems.NotFound("project");

    private static async Task<Results<Created<CheckpointResponse>, ProblemHttpResult>> CreateCheckpoint(
        Guid projectId, CreateCheckpointRequest request, CurrentUser user, HttpContext http, CheckpointStore checkpoints, IdeWork work,
        IOptionsMonitor<NexusLangOptions> options, CancellationToken cancellationToken)
    {
        if (!IdeText.TryReadName(request.Name, MaxName, out string? name))
        {
            return IdeProblems.Invalid("name", IdeText.NameRule(MaxName));
        }

        (CheckpointView? made, ProblemHttpResult? problem) = await work.CreateAsync(
            http, user, "create_checkpoint", new { projectId, request },
            () => checkpoints.CreateAsync(user.Id, options.CurrentValue.PlanOf(user.IsGuest), projectId, name, cancellationToken),
            view => view.Checkpoint.Id.ToString(), id => checkpoints.FindAsync(user.Id, projectId, Guid.Parse(id), cancellationToken), cancellationToken);
        return made is null ? problem! : TypedResults.Created((string?)null, IdeResponses.Describe(made));
    }

    private static async Task<Results<Ok<FileResponse[]>, ProblemHttpResult>> RestoreCheckpoint(
        Guid projectId, Guid checkpointId, CurrentUser user, CheckpointStore checkpoints, IdeWork work, IOptionsMonitor<NexusLangOptions> options,
        CancellationToken cancellationToken)
    {
        (List<ProjectFile>? files, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => checkpoints.RestoreAsync(user.Id, options.CurrentValue.PlanOf(user.IsGuest), projectId, checkpointId, cancellationToken),
            cancellationToken);
        return files is null ? problem! : TypedResults.Ok<FileResponse[]>([.. files.Select(IdeResponses.Describe)]);
    }

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> DeleteCheckpoint(
        Guid projectId, Guid checkpointId, CurrentUser user, CheckpointStore checkpoints, CancellationToken cancellationToken) =>
        await checkpoints.DeleteAsync(user.Id, projectId, checkpointId, cancellationToken)
            ? TypedResults.Ok(new MessageResponse("The checkpoint is gone. The project is as it was."))
            : Problems.NotFound("checkpoint");
}
