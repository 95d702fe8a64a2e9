using Galion.Platform.Data;

namespace Galion.Platform.Audit;

/// <summary>Adds audit rows to the caller's unit of work: they are written by its next save, and with it or not at all.</summary>
public sealed class AuditLog(GalionDbContext db)
{
    private const int MaxRequestIdLength = 128;

    public void Add(string action, Guid? userId, RequestOrigin origin, Guid? subjectId = null) =>
        db.AuditEvents.Add(new AuditEvent
        {
            Action = action,
            UserId = userId,
            SubjectId = subjectId,
            IpAddress = origin.Address,
            RequestId = origin.RequestId is { Length: > MaxRequestIdLength } id ? id[..MaxRequestIdLength] : origin.RequestId,
        });
}
