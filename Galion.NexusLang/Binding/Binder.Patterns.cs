using Galion.NexusLang.Running;
using Galion.NexusLang.Syntax;
using Galion.NexusLang.Text;

namespace Galion.NexusLang.Binding;

internal sealed partial class Binder
{
    /// <summary>Gives the variable that a name in a pattern binds.</summary>
    private delegate Variable Binding(Identifier name);

    private Binding NewNames(bool isConst)
    {
        HashSet<string> seen = [];
        return name =>
        {
            if (!seen.Add(name.Text))
            {
                _diagnostics.NameTwice(name.Span, name.Text);
            }

            return Declare(name, isConst);
        };
    }

    private BoundPattern BindPattern(Pattern pattern, Binding bind)
    {
        Grow(pattern.Span);
        switch (pattern)
        {
            case NamePattern name:
                return FindCase(name.Name) is { } found
                    ? new CasePattern(pattern.Span, found, null)
                    : new BindingPattern(pattern.Span, bind(name.Name));
            case LiteralPattern literal:
                return new ConstantPattern(pattern.Span, new BoundConstant(pattern.Span, literal.Value));
            case RangePattern range:
                return new BetweenPattern(
                    pattern.Span,
                    range.Start is null ? null : new BoundConstant(pattern.Span, range.Start),
                    range.End is null ? null : new BoundConstant(pattern.Span, range.End));
            case TuplePattern tuple:
                return BindParts(pattern.Span, isArray: false, tuple.Elements, bind);
            case ArrayPattern array:
                return BindParts(pattern.Span, isArray: true, array.Elements, bind);
            case RestPattern rest:
                return BindRest(rest, bind);
            case VariantPattern variant:
                return BindCase(variant, bind);
            case FieldsPattern fields:
                return BindMembers(fields, bind);
            case OrPattern or:
                return BindAlternatives(or, bind);
            case TypedPattern typed:
                BoundPattern inner = BindPattern(typed.Inner, bind);
                return BindType(typed.Type) is { } test ? new TestedPattern(pattern.Span, inner, test) : inner;
            default:
                return new AnythingPattern(pattern.Span);
        }
    }

    private static BoundPattern BindRest(RestPattern rest, Binding bind) =>
        rest.Name.Text == "_" ? new AnythingPattern(rest.Span) : new BindingPattern(rest.Span, bind(rest.Name));

    private PartsPattern BindParts(TextSpan span, bool isArray, IReadOnlyList<Pattern> elements, Binding bind)
    {
        int rest = elements.ToList().FindIndex(e => e is RestPattern);
        return new PartsPattern(span, isArray, [.. elements.Select(e => BindPattern(e, bind))], rest);
    }

    /// <summary>The case without fields that a bare name means, when exactly one enum in sight has it.</summary>
    private RecordSymbol? FindCase(Identifier name)
    {
        if (Find(name.Text) is not null and not LibrarySymbol)
        {
            return null;
        }

        RecordSymbol[] found = [.. CasesNamed(name.Text)];
        return found is [{ Fields.Count: 0 }] ? found[0] : null;
    }

    private IEnumerable<RecordSymbol> CasesNamed(string name) =>
        _scope.AllNames().Distinct().Select(Find).OfType<EnumSymbol>().SelectMany(e => e.Variants).Where(v => v.Name == name);

    private BoundPattern BindCase(VariantPattern pattern, Binding bind)
    {
        RecordSymbol? record = null;
        if (pattern.Enum is { } enumName)
        {
            if (FindInModule(enumName.Text) is not EnumSymbol owner)
            {
                ReportUnknown(enumName.Span, enumName.Text);
            }
            else if ((record = owner.Variants.Find(v => v.Name == pattern.Variant.Text)) is null)
            {
                _diagnostics.UnknownCase(
                    pattern.Variant.Span, owner.Name, pattern.Variant.Text,
                    Suggestions.Nearest(pattern.Variant.Text, owner.Variants.Select(v => v.Name)));
            }
        }
        else
        {
            record = CasesNamed(pattern.Variant.Text).FirstOrDefault() ?? Find(pattern.Variant.Text) as RecordSymbol;
            if (record is null)
            {
                ReportUnknown(pattern.Variant.Span, pattern.Variant.Text);
            }
        }

        BoundPattern[]? arguments = pattern.Arguments?.Select(a => BindPattern(a, bind)).ToArray();
        if (record is null)
        {
            // Reported already; it takes nothing, so that the arms below it are not called unreachable.
            return new TestedPattern(pattern.Span, new AnythingPattern(pattern.Span), TypeTest.Simple("any")!);
        }

        if (arguments is not null && arguments.Length != record.Fields.Count)
        {
            _diagnostics.WrongPartCount(pattern.Span, record.Name, record.Fields.Count, arguments.Length);
            return new AnythingPattern(pattern.Span);
        }

        return new CasePattern(pattern.Span, record, arguments);
    }

    private Symbol? FindInModule(string name) => Find(name);

    private MembersPattern BindMembers(FieldsPattern pattern, Binding bind)
    {
        RecordSymbol? record = null;
        if (pattern.Type is { } type)
        {
            record = Find(type.Text) as RecordSymbol;
            if (record is null)
            {
                _diagnostics.UnknownType(type.Span, type.Text, NearestType(type.Text));
            }
        }

        List<(string Name, BoundPattern Pattern)> fields = [];
        foreach (FieldPattern field in pattern.Fields)
        {
            if (record is not null && record.IndexOf(field.Name.Text) < 0)
            {
                _diagnostics.UnknownField(
                    field.Name.Span, record.Name, field.Name.Text, Suggestions.Nearest(field.Name.Text, record.Fields.Select(f => f.Name)));
            }

            fields.Add((field.Name.Text, BindPattern(field.Pattern, bind)));
        }

        return new MembersPattern(pattern.Span, record, fields);
    }

    /// <summary>Alternatives that bind names bind the same ones, to the same variables.</summary>
    private AnyOfPattern BindAlternatives(OrPattern pattern, Binding bind)
    {
        Dictionary<string, Variable> shared = [];
        HashSet<string>? names = null;
        List<BoundPattern> alternatives = [];
        foreach (Pattern alternative in pattern.Alternatives)
        {
            HashSet<string> here = [];
            alternatives.Add(BindPattern(alternative, name =>
            {
                here.Add(name.Text);
                if (!shared.TryGetValue(name.Text, out Variable? variable))
                {
                    shared[name.Text] = variable = bind(name);
                }

                return variable;
            }));
            names ??= here;
            if (!names.SetEquals(here))
            {
                _diagnostics.UnequalNames(alternative.Span, names.Concat(here).First(n => !names.Contains(n) || !here.Contains(n)));
                names = here;
            }
        }

        return new AnyOfPattern(pattern.Span, alternatives);
    }

    private BoundMatch BindMatch(MatchExpression match)
    {
        BoundExpression subject = BindExpression(match.Subject);
        List<BoundArm> arms = [];
        bool isComplete = false;
        foreach (MatchArm arm in match.Arms)
        {
            if (isComplete)
            {
                _diagnostics.UnreachableArm(arm.Pattern.Span);
            }

            BoundArm bound = InScope(() => BindArm(arm));
            arms.Add(bound);
            isComplete |= bound.Guard is null && TakesAll(bound.Pattern);
        }

        if (!isComplete)
        {
            ReportMissingArms(new TextSpan(match.Span.Start, 5), arms);
        }

        return new BoundMatch(match.Span, subject, arms) { NeedsEmptyStack = arms.Exists(a => a.Body is not null) };
    }

    private BoundArm BindArm(MatchArm arm)
    {
        BoundPattern pattern = BindPattern(arm.Pattern, NewNames(isConst: false));
        BoundExpression? guard = arm.Guard is null ? null : BindExpression(arm.Guard);
        return arm.Body switch
        {
            Expression value => new BoundArm(pattern, guard, BindExpression(value), null),
            BlockStatement { Statements: [ExpressionStatement single] } => new BoundArm(pattern, guard, BindExpression(single.Expression), null),
            Statement body => new BoundArm(pattern, guard, null, BindStatement(body)),
            _ => new BoundArm(pattern, guard, new BoundConstant(arm.Span, null), null),
        };
    }

    private static bool TakesAll(BoundPattern pattern) => pattern switch
    {
        AnythingPattern or BindingPattern => true,
        AnyOfPattern any => any.Alternatives.Any(TakesAll),
        _ => false,
    };

    private static IEnumerable<BoundPattern> Flatten(BoundPattern pattern) =>
        pattern is AnyOfPattern any ? any.Alternatives.SelectMany(Flatten) : [pattern];

    private void ReportMissingArms(TextSpan span, List<BoundArm> arms)
    {
        BoundPattern[] certain = [.. arms.Where(a => a.Guard is null).SelectMany(a => Flatten(a.Pattern))];
        BoundPattern[] all = [.. arms.SelectMany(a => Flatten(a.Pattern))];
        if (all.Length > 0 && all.All(p => p is CasePattern { Record.Enum: not null }) && ((CasePattern)all[0]).Record.Enum is { } owner)
        {
            string[] missing =
            [
                .. owner.Variants.Where(v => !certain.OfType<CasePattern>().Any(c => c.Record == v && (c.Arguments ?? []).All(TakesAll)))
                    .Select(v => $"{owner.Name}.{v.Name}"),
            ];
            if (missing.Length > 0)
            {
                _diagnostics.NotExhaustive(span, string.Join(" and ", missing));
            }
        }
        else if (all.Length > 0 && all.All(p => p is ConstantPattern { Value.Value: bool }))
        {
            foreach (bool truth in (bool[])[true, false])
            {
                if (!certain.OfType<ConstantPattern>().Any(c => Equals(c.Value.Value, truth)))
                {
                    _diagnostics.NotExhaustive(span, truth ? "true" : "false");
                }
            }
        }
    }
}
