using Galion.Platform.NexusLang;
using Galion.Worker.NexusLang;
using Microsoft.Extensions.Options;

namespace Galion.Tests.NexusLangRuns;

public sealed class RunSlotsTests
{
    private readonly RunSlots _slots = new(Options.Create(new NexusLangOptions { ConcurrentRunners = 4 }));
    private readonly Guid _ada = Guid.NewGuid();
    private readonly Guid _grace = Guid.NewGuid();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_all_places_and_whoever_has_fewest_comes_first()
    {
        RunSlot[] hers = [await _slots.EnterAsync(_ada, Token), await _slots.EnterAsync(_ada, Token), await _slots.EnterAsync(_ada, Token)];
        Task<RunSlot> fourth = _slots.EnterAsync(_ada, Token);
        Assert.False(fourth.IsCompleted);

        using RunSlot other = await _slots.EnterAsync(_grace, Token);
        Task<RunSlot> another = _slots.EnterAsync(_grace, Token);
        Assert.False(another.IsCompleted);

        hers[0].Dispose();
        using RunSlot second = await another;
        Assert.False(fourth.IsCompleted);
        hers[1].Dispose();
        using RunSlot last = await fourth;
        hers[2].Dispose();
    }

    [Fact]
    public async Task A_place_that_is_left_is_taken_and_comes_back()
    {
        RunSlot[] slots = [await _slots.EnterAsync(_ada, Token), await _slots.EnterAsync(_ada, Token), await _slots.EnterAsync(_grace, Token), await _slots.EnterAsync(_grace, Token)];
        slots[0].Leave();
        slots[0].Leave();
        RunSlot guest = await _slots.EnterAsync(Guid.NewGuid(), Token);
        using var tired = new CancellationTokenSource();
        Task back = slots[0].ComeBackAsync(tired.Token);
        Assert.False(back.IsCompleted);
        await tired.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => back);

        guest.Dispose();
        await slots[0].ComeBackAsync(Token);

        Task<RunSlot> late = _slots.EnterAsync(_grace, Token);
        Assert.False(late.IsCompleted);
        foreach (RunSlot slot in slots)
        {
            slot.Dispose();
        }

        (await late).Dispose();
    }
}
