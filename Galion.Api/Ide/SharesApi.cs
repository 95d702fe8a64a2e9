using Galion.Api.Accounts;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Platform.Data;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Galion.Api.Ide;

/// <summary>Links to programs as they were when the link was made. Whoever has one may read it; copies need an account.</summary>
internal static class SharesApi
{
    private const int MaxTitle = 255;

    public static void MapShares(RouteGroupBuilder own, RouteGroupBuilder any)
    {
        any.MapGet("/shares", ListShares).WithName(nameof(ListShares)).WithSummary("Lists the caller's links, newest first, without their files.");
        any.MapPost("/shares", CreateShare).WithName(nameof(CreateShare))
            .WithSummary("Pins a project or a program under a link that never changes. Send an Idempotency-Key to be able to repeat the request safely.");
        any.MapGet("/shares/{token}", FindShare).WithName(nameof(FindShare)).WithSummary("Finds what a link pins, whoever made it.");
        any.MapDelete("/shares/{token}", DeleteShare).WithName(nameof(DeleteShare)).WithSummary("Takes a link back; copies that were made of it stay.");
        own.MapPost("/shares/{token}/fork", ForkShare).WithName(nameof(ForkShare))
            .WithSummary("Makes a project of the caller's own from a link. Send an Idempotency-Key to be able to repeat the request safely.");
    }

    private static async Task<Ok<ShareSummaryResponse[]>> ListShares(CurrentUser user, ShareStore shares, CancellationToken cancellationToken)
    {
        List<Share> rows = await shares.ListAsync(user.Id, cancellationToken);
        return TypedResults.Ok<ShareSummaryResponse[]>(
            [.. rows.Select(s => new ShareSummaryResponse(s.Token, s.Title, s.ProjectId, s.LanguageVersion, s.ForksCount, s.CreatedAt))]);
    }

    private static async Task<Results<Created<ShareResponse>, ProblemHttpResult>> CreateShare(
        CreateShareRequest request, CurrentUser user, HttpContext http, GalionDbContext db, ShareStore shares, IdeWork work,
        IOptionsMonitor<NexusLangOptions> options, CancellationToken cancellationToken)
    {
        NexusPlan plan = options.CurrentValue.PlanOf(user.IsGuest);
        var errors = new Dictionary<string, string[]>();
        if (!IdeText.TryReadName(request.Title, MaxTitle, out string? title))
        {
            errors["title"] = [IdeText.NameRule(MaxTitle)];
        }

        if ((request.Code is null) == (request.ProjectId is null))
        {
            errors["code"] = ["Send either the code or the id of a project."];
        }
        else if (request.Code is not null && FileText.FaultOf(request.Code, plan) is { } codeFault)
        {
            errors["code"] = [codeFault];
        }

        ShareSettings settings = request.Settings ?? new ShareSettings();
        string? file = await ProjectPaths.ReadAsync(db, settings.File, cancellationToken);
        if (file is null)
        {
            errors["settings.file"] = [ProjectPaths.Rule];
        }

        if (IdeText.FaultOf(settings.Stdin) is { } stdinFault)
        {
            errors["settings.stdin"] = [stdinFault];
        }

        if (errors.Count > 0)
        {
            return Problems.Invalid(ErrorCodes.ValidationFailed, "The link cannot be made like this. Nothing was shared.", errors);
        }

        (ShareView? share, ProblemHttpResult? problem) = await work.CreateAsync(
            http, user, "create_share", request,
            () => shares.CreateAsync(user.Id, plan, request with { Title = title! }, settings with { File = file! }, http.Origin(), cancellationToken),
            made => made.Share.Token, token => shares.FindAsync(token, cancellationToken), cancellationToken);
        return share is null ? problem! : TypedResults.Created($"/api/v2/ide/shares/{share.Share.Token}", IdeResponses.Describe(share, user.Id));
    }

    private static async Task<Results<Ok<ShareResponse>, ProblemHttpResult>> FindShare(
        string token, CurrentUser user, ShareStore shares, CancellationToken cancellationToken) =>
        await shares.FindAsync(token, cancellationToken) is { } share
            ? TypedResults.Ok(IdeResponses.Describe(share, user.Id))
            : Problems.Create(
                StatusCodes.Status404NotFound, ErrorCodes.NotFound, "There is no such link, or it was taken back. Ask whoever gave it to you for another.");

    private static async Task<Results<Ok<MessageResponse>, ProblemHttpResult>> DeleteShare(
        string token, CurrentUser user, HttpContext http, ShareStore shares, IdeWork work, CancellationToken cancellationToken)
    {
        (Share? share, ProblemHttpResult? problem) = await work.ChangeAsync(
            () => shares.DeleteAsync(user.Id, token, http.Origin(), cancellationToken), cancellationToken);
        return share is null ? problem! : TypedResults.Ok(new MessageResponse("The link is taken back. Copies that were made of it stay."));
    }

    private static async Task<Results<Created<ProjectResponse>, ProblemHttpResult>> ForkShare(
        string token, CurrentUser user, HttpContext http, ShareStore shares, ProjectStore projects, IdeWork work,
        IOptionsMonitor<NexusLangOptions> options, CancellationToken cancellationToken)
    {
        (ProjectView? project, ProblemHttpResult? problem) = await work.CreateAsync(
            http, user, "fork_share", new { token },
            () => shares.ForkAsync(user.Id, options.CurrentValue.PlanOf(user.IsGuest), token, cancellationToken),
            made => made.Project.Id.ToString(), id => projects.FindAsync(user.Id, Guid.Parse(id), cancellationToken), cancellationToken);
        return project is null ? problem! : TypedResults.Created($"/api/v2/ide/projects/{project.Project.Id}", IdeResponses.Describe(project));
    }
}
