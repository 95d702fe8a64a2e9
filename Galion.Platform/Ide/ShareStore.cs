using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Ide;
using Galion.Contracts.NexusLang;
using Galion.Platform.Audit;
using Galion.Platform.Data;
using Galion.Platform.NexusLang;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

/// <param name="Files">Path to content.</param>
/// <param name="EndsAt">When a guest's link ends with the guest; null when it stays.</param>
public sealed record ShareView(Share Share, IReadOnlyDictionary<string, string> Files, DateTimeOffset? EndsAt)
{
    public ShareSettings Settings => JsonSerializer.Deserialize<ShareSettings>(Share.Settings, GalionJson.Options)!;
}

/// <summary>Links that pin code, settings and the version of the language. Each change belongs into a transaction of the caller's.</summary>
public sealed class ShareStore(GalionDbContext db, IdeStorage storage, ProjectStore projects, SourceTrees trees, AuditLog audit)
{
    private const int TokenBytes = 16;

    private static readonly IdeRefusal NoShare = new IdeRefusal.NotFound("link");

    /// <summary>A person's links, newest first, without their files.</summary>
    public Task<List<Share>> ListAsync(Guid userId, CancellationToken cancellationToken) =>
        db.Shares.AsNoTracking().Where(s => s.UserId == userId).OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Token).ToListAsync(cancellationToken);

    /// <summary>Finds a link, whoever asks: it is meant to be passed on.</summary>
    public async Task<ShareView?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!IsToken(token) || await db.Shares.AsNoTracking().SingleOrDefaultAsync(s => s.Token == token, cancellationToken) is not { } share)
        {
            return null;
        }

        DateTimeOffset? endsAt = await db.Users.Where(u => u.Id == share.UserId).Select(u => u.GuestUntil).SingleOrDefaultAsync(cancellationToken);
        return new ShareView(share, await trees.ReadAsync(share.SourceTreeId, cancellationToken), endsAt);
    }

    /// <param name="request">Checked, and with either a project or code.</param>
    /// <param name="settings">The request's, or what stands for them.</param>
    public async Task<IdeResult<ShareView>> CreateAsync(
        Guid userId, NexusPlan plan, CreateShareRequest request, ShareSettings settings, RequestOrigin origin, CancellationToken cancellationToken)
    {
        await storage.LockAccountAsync(userId, cancellationToken);
        if (await db.Shares.CountAsync(s => s.UserId == userId, cancellationToken) >= plan.Shares)
        {
            return new IdeRefusal.LimitReached(IdeLimit.Shares, plan.Shares);
        }

        Dictionary<string, string> files;
        if (request.ProjectId is { } projectId)
        {
            files = await db.Files
                .Where(f => f.ProjectId == projectId && f.DeletedAt == null)
                .Where(f => db.Projects.Any(p => p.Id == projectId && p.UserId == userId && p.DeletedAt == null))
                .ToDictionaryAsync(f => f.Path, f => f.Content, cancellationToken);
            if (!files.ContainsKey(settings.File))
            {
                return new IdeRefusal.NotFound($"project with a file {settings.File}");
            }
        }
        else
        {
            files = new Dictionary<string, string> { [settings.File] = request.Code! };
        }

        long bytes = files.Values.Sum(content => (long)Encoding.UTF8.GetByteCount(content));
        if (await storage.CheckAccountAsync(userId, plan, bytes, cancellationToken) is { } full)
        {
            return full;
        }

        var share = new Share
        {
            Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)),
            UserId = userId,
            ProjectId = request.ProjectId,
            Title = request.Title,
            SourceTreeId = await trees.StoreAsync(files, cancellationToken),
            Settings = JsonSerializer.Serialize(settings, GalionJson.Options),
            LanguageVersion = NexusLangVersion.Current,
            CreatedAt = storage.Now(),
        };
        db.Add(share);
        audit.Add(AuditActions.ShareCreated, userId, origin, request.ProjectId);
        await db.SaveChangesAsync(cancellationToken);
        return (await FindAsync(share.Token, cancellationToken))!;
    }

    /// <summary>Takes a link back. Copies that were made of it stay.</summary>
    public async Task<IdeResult<Share>> DeleteAsync(Guid userId, string token, RequestOrigin origin, CancellationToken cancellationToken)
    {
        if (!IsToken(token) || await db.Shares.SingleOrDefaultAsync(s => s.Token == token && s.UserId == userId, cancellationToken) is not { } share)
        {
            return NoShare;
        }

        db.Remove(share);
        audit.Add(AuditActions.ShareRemoved, userId, origin, share.ProjectId);
        await db.SaveChangesAsync(cancellationToken);
        return share;
    }

    /// <summary>Makes a project of somebody's own from a link, his or another's.</summary>
    public async Task<IdeResult<ProjectView>> ForkAsync(Guid userId, NexusPlan plan, string token, CancellationToken cancellationToken)
    {
        if (await FindAsync(token, cancellationToken) is not { } view)
        {
            return NoShare;
        }

        IdeResult<ProjectView> made = await projects.CreateAsync(
            userId, plan, new CreateProjectRequest(view.Share.Title), view.Files, forkedFromShare: token, cancellationToken);
        if (made.Refusal is null)
        {
            await db.Shares.Where(s => s.Token == token).ExecuteUpdateAsync(s => s.SetProperty(x => x.ForksCount, x => x.ForksCount + 1), cancellationToken);
            await db.Projects.Where(p => p.Id == view.Share.ProjectId)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.ForksCount, x => x.ForksCount + 1), cancellationToken);
        }

        return made;
    }

    private static bool IsToken(string text) => text.Length is >= 16 and <= 40 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
