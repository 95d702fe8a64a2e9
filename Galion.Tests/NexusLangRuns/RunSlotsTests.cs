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
        RunSlot[] hers = [await _slots.EnterAsync(_ada, Token), await _slots.EnterAsync(_ada, Token)];
        Task<RunSlot> third = _slots.EnterAsync(_ada, Token);
        Assert.False(third.IsCompleted);

        using RunSlot other = await _slots.EnterAsync(_grace, Token);
        using RunSlot full = await _slots.EnterAsync(Guid.NewGuid(), Token);
        Task<RunSlot> first = _slots.EnterAsync(Guid.NewGuid(), Token);
        Assert.False(first.IsCompleted);

        hers[0].Dispose();
        (await first).Dispose();
        Assert.False(third.IsCompleted);
        hers[1].Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task Several_people_who_take_all_that_they_can_get_leave_a_place_to_whoever_has_none()
    {
        var slots = new RunSlots(Options.Create(new NexusLangOptions { ConcurrentRunners = 8 }));
        using var tired = new CancellationTokenSource();
        Guid[] greedy = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
        Task<RunSlot>[] all = [.. greedy.SelectMany(owner => Enumerable.Range(0, 10).Select(_ => slots.EnterAsync(owner, tired.Token)))];
        Assert.InRange(all.Count(slot => slot.IsCompletedSuccessfully), 5, 7);

        using RunSlot newcomer = await slots.EnterAsync(_grace, Token);

        await tired.CancelAsync();
        await Task.WhenAll(all).ContinueWith(_ => { }, Token, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (Task<RunSlot> slot in all.Where(slot => slot.IsCompletedSuccessfully))
        {
            (await slot).Dispose();
        }
    }

    [Fact]
    public async Task A_place_that_is_left_is_taken_and_comes_back()
    {
        RunSlot[] slots = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _slots.EnterAsync(Guid.NewGuid(), Token)));
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
