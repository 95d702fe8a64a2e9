using FsCheck;
using FsCheck.Fluent;
using Galion.Platform.Credits;
using Xunit;

namespace Galion.Tests.Credits;

/// <summary>Random sequences of steps, compared after each with a model that a child could check.</summary>
public sealed class CreditLedgerModelTests
{
    private const int HoldIds = 6;

    private static readonly Gen<Step> Steps = Gen.OneOf(
        from amount in Gen.Choose(1, 9000) from key in Gen.Choose(0, 3) select new Step(StepKind.Grant, key, amount),
        from hold in Gen.Choose(0, HoldIds - 1) from amount in Gen.Choose(1, 6000) select new Step(StepKind.Hold, hold, amount),
        from hold in Gen.Choose(0, HoldIds - 1) from amount in Gen.Choose(0, 7000) select new Step(StepKind.Settle, hold, amount),
        from hold in Gen.Choose(0, HoldIds - 1) select new Step(StepKind.Release, hold, 0),
        from hold in Gen.Choose(0, HoldIds - 1) select new Step(StepKind.LeaseRunsOut, hold, 0),
        Gen.Constant(new Step(StepKind.Sweep, 0, 0)));

    private enum StepKind
    {
        Grant,
        Hold,
        Settle,
        Release,
        LeaseRunsOut,
        Sweep,
    }

    [Fact]
    public async Task The_ledger_answers_as_the_model_does()
    {
        await using LedgerBench bench = await LedgerBench.CreateAsync(grant: 1, TestContext.Current.CancellationToken);
        Prop.ForAll(Arb.From(Gen.ListOf(Steps).Select(steps => steps.ToArray())), steps => RunAsync(bench, steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithEndSize(30));
    }

    private static async Task<bool> RunAsync(LedgerBench bench, IReadOnlyList<Step> steps)
    {
        var user = Guid.CreateVersion7();
        Guid[] holds = [.. Enumerable.Range(0, HoldIds).Select(_ => Guid.CreateVersion7())];
        var model = new Model();
        foreach (Step step in steps)
        {
            (string expected, string actual) = (model.Apply(step), await ApplyAsync(bench, user, holds, step));
            CreditBalance balance = await bench.WithLedgerAsync(ledger => ledger.FindBalanceAsync(user, CancellationToken.None));
            Assert.Equal((step, expected, model.Available, model.Held), (step, actual, balance.AvailableMillicredits, balance.HeldMillicredits));
        }

        // The sweeper sees every account: what ran out in this sequence must not be found by the next.
        await bench.Sweeper.SweepAsync(CancellationToken.None);
        return true;
    }

    private static async Task<string> ApplyAsync(LedgerBench bench, Guid user, Guid[] holds, Step step)
    {
        CancellationToken none = CancellationToken.None;
        switch (step.Kind)
        {
            case StepKind.Grant:
                try
                {
                    return (await bench.WithLedgerAsync(
                        ledger => ledger.GrantAsync(user, step.Amount, CreditSource.Included, $"{user}:{step.Index}", none))).ToString();
                }
                catch (InvalidOperationException)
                {
                    return "KeyReused";
                }

            case StepKind.Hold:
                try
                {
                    HoldOutcome outcome = await bench.WithLedgerAsync(
                        ledger => ledger.HoldAsync(user, holds[step.Index], step.Amount, TimeSpan.FromHours(1), none));
                    return outcome switch
                    {
                        HoldOutcome.Held { AlreadyHeld: true } => "AlreadyHeld",
                        HoldOutcome.Insufficient insufficient => $"Insufficient {insufficient.AvailableMillicredits}",
                        _ => outcome.GetType().Name,
                    };
                }
                catch (InvalidOperationException)
                {
                    return "KeyReused";
                }

            case StepKind.Settle:
                return (await bench.WithLedgerAsync(ledger => ledger.SettleAsync(holds[step.Index], step.Amount, none))).ToString();
            case StepKind.Release:
                return (await bench.WithLedgerAsync(ledger => ledger.ReleaseAsync(holds[step.Index], none))).ToString();
            case StepKind.LeaseRunsOut:
                await bench.Database.ExecuteAsync(
                    "UPDATE credit_holds SET expires_at = clock_timestamp() WHERE id = $1 AND state = 'held'", none, holds[step.Index]);
                return "";
            default:
                return $"{await bench.Sweeper.SweepAsync(none)} expired";
        }
    }

    private sealed record Step(StepKind Kind, int Index, long Amount);

    private sealed class Model
    {
        private readonly Dictionary<int, long> _grants = [];
        private readonly Dictionary<int, ModelHold> _holds = [];

        internal long Available { get; private set; }

        internal long Held => _holds.Values.Where(hold => hold.State == "Held").Sum(hold => hold.Amount);

        internal string Apply(Step step) => step.Kind switch
        {
            StepKind.Grant => Grant(step.Index, step.Amount),
            StepKind.Hold => Hold(step.Index, step.Amount),
            StepKind.Settle => Resolve(step.Index, "Settled", step.Amount),
            StepKind.Release => Resolve(step.Index, "Released", 0),
            StepKind.LeaseRunsOut => RunOut(step.Index),
            _ => $"{_holds.Values.Count(hold => hold is { State: "Held", RanOut: true } && Expire(hold))} expired",
        };

        private string Grant(int key, long amount)
        {
            if (_grants.TryGetValue(key, out long before))
            {
                return before == amount ? "AlreadyApplied" : "KeyReused";
            }

            _grants[key] = amount;
            Available += amount;
            return "Applied";
        }

        private string Hold(int id, long amount)
        {
            if (_holds.TryGetValue(id, out ModelHold? hold))
            {
                return hold.Amount != amount ? "KeyReused" : hold.State == "Held" ? "AlreadyHeld" : "AlreadyResolved";
            }

            if (amount > Available)
            {
                return $"Insufficient {Available}";
            }

            _holds[id] = new ModelHold { Amount = amount };
            Available -= amount;
            return "Held";
        }

        private string Resolve(int id, string state, long amount)
        {
            if (!_holds.TryGetValue(id, out ModelHold? hold))
            {
                return "NotFound";
            }

            if (hold.State != "Held")
            {
                return hold.State == state && hold.Settled == amount ? "AlreadyApplied"
                    : hold.State == "Expired" ? "Expired" : $"Already{hold.State}";
            }

            if (amount > hold.Amount)
            {
                return "ExceedsHold";
            }

            if (hold.RanOut)
            {
                Expire(hold);
                return "Expired";
            }

            (hold.State, hold.Settled) = (state, amount);
            Available += hold.Amount - amount;
            return "Applied";
        }

        private string RunOut(int id)
        {
            if (_holds.TryGetValue(id, out ModelHold? hold))
            {
                hold.RanOut = true;
            }

            return "";
        }

        private bool Expire(ModelHold hold)
        {
            hold.State = "Expired";
            Available += hold.Amount;
            return true;
        }
    }

    private sealed class ModelHold
    {
        internal required long Amount { get; init; }

        internal string State { get; set; } = "Held";

        internal long Settled { get; set; }

        internal bool RanOut { get; set; }
    }
}
