using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

/// <summary><c>a?.b.c</c>: when <c>a</c> is null, so is all that follows it, and none of that is evaluated.</summary>
internal sealed partial class Binder
{
    /// <summary>Stands in a tree for what has been bound already.</summary>
    private sealed record GivenExpression(TextSpan Span, BoundExpression Value) : Expression(Span);

    /// <returns>Null when nothing stands behind the last <c>?.</c>, so that the link itself does all there is to do.</returns>
    private BoundBlockExpression? BindOptionalChain(ChainExpression chain)
    {
        ChainExpression? skipping = chain;
        do
        {
            skipping = ReceiverOf(skipping) as ChainExpression;
        }
        while (skipping is { IsGrouped: false } && !IsOptional(skipping));

        if (skipping is not { IsGrouped: false })
        {
            return null;
        }

        Expression receiver = ReceiverOf(skipping);
        var held = new Variable("", _frame) { IsDeclared = true };
        BoundExpression value = BindExpression(receiver);
        BoundExpression Held() => new BoundVariable(receiver.Span, held);
        BoundExpression link = BindExpression(Replace(skipping, receiver, new GivenExpression(receiver.Span, Held())));
        BoundExpression rest = BindExpression(Replace(chain, skipping, new GivenExpression(skipping.Span, link)));
        var isNull = new BoundBinary(receiver.Span, TokenKind.EqualsEquals, Held(), new BoundConstant(receiver.Span, null));
        return new BoundBlockExpression(
            chain.Span, [new BoundDeclare(receiver.Span, held, value)],
            new BoundConditional(chain.Span, isNull, new BoundConstant(chain.Span, null), rest));
    }

    /// <summary>A call of a member is one link together with the member.</summary>
    private static MemberExpression? MethodOf(ChainExpression link) =>
        link is CallExpression { IsOptional: false, Callee: MemberExpression { IsGrouped: false } member } ? member : null;

    private static bool IsOptional(ChainExpression link) => (MethodOf(link) ?? link).IsOptionalHere;

    private static Expression ReceiverOf(ChainExpression link) => (MethodOf(link) ?? link).Head;

    /// <summary>The chain with another value in the place of one on its left.</summary>
    private static Expression Replace(Expression chain, Expression part, GivenExpression with) => ReferenceEquals(chain, part) ? with : chain switch
    {
        CallExpression call => call with { Callee = Replace(call.Callee, part, with) },
        MemberExpression member => member with { Target = Replace(member.Target, part, with) },
        IndexExpression index => index with { Target = Replace(index.Target, part, with) },
        SliceExpression slice => slice with { Target = Replace(slice.Target, part, with) },
        _ => chain,
    };
}
