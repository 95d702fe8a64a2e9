using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace Galion.Platform.Generations;

/// <summary>
/// Tells the listeners in every process that a generation has new events. Only a wake-up: the events are in the database, where
/// listeners look once a second anyway, so losing Redis costs a second and no event.
/// </summary>
public sealed class GenerationSignals(IServiceProvider services)
{
    private static readonly RedisChannel Channel = new("galion:generation-events", RedisChannel.PatternMode.Literal);

    // The first use connects, which blocks for the whole timeout when the server is down, and nobody's request may wait for that.
    private readonly Lazy<Task<IConnectionMultiplexer>> _redis = new(() => Task.Run(services.GetRequiredService<IConnectionMultiplexer>));

    /// <summary>Call after the events have been committed.</summary>
    public void Publish(Guid generationId)
    {
        if (!_redis.Value.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            _redis.Value.Result.GetSubscriber().Publish(Channel, generationId.ToString(), CommandFlags.FireAndForget);
        }
        catch (RedisException)
        {
            // Listeners find the events when they look by themselves.
        }
    }

    /// <summary>Calls back for each generation that has new events, after every reconnect too; until Redis answers there are no calls.</summary>
    public async Task SubscribeAsync(Action<Guid> onSignal, CancellationToken cancellationToken)
    {
        IConnectionMultiplexer redis = await _redis.Value.WaitAsync(cancellationToken);
        await redis.GetSubscriber().SubscribeAsync(Channel, (_, message) =>
        {
            if (Guid.TryParse((string?)message, out Guid generationId))
            {
                onSignal(generationId);
            }
        }).WaitAsync(cancellationToken);
    }
}
