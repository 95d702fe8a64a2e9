namespace Galion.Engines.Writing.Rewriting;

/// <summary>Turns of English phrases for the two registers.</summary>
internal static class EnglishTurns
{
    private const string Group = "tenants|parents|customers|residents|guests|members|neighbours|students|pupils|users|visitors|employees|passengers|readers|participants|applicants|all staff|staff";

    private const string FormalRows = """
        h :: ^(?:hi|hello|hey)(?: there)?,? (?:all|everyone|everybody|team|guys|folks)(?=[,.!]|$) => Dear all
        h :: ^(?:hi|hello|hey)(?: there)?(?=[,.!]|$) => Hello
        h :: ^(?:hi|hello|hey),? (?=(?-i:\p{Lu})) => Dear\s
        , :: ^(?:cheers|best|bye|take care|talk soon|love|best wishes|all the best|see you)(?=,$) => Kind regards
        thank :: ^(?:thanks|thank you)(?: so much| a lot| very much| a million)(?=[!.,]|$| ) => Thank you very much
        thank :: \b(?:lots of|a million) thanks\b => many thanks
        know :: ^(?:I )?just (?:wanted|want) to let you know(?: that)? (?=\S) => I would like to inform you that\s
        know :: ^just so you know, => Please note that
        heads :: ^(?:just )?(?:a )?heads[- ]up[:,] (?=\S) => Please note:\s
        afraid :: ^(?:I'm|I’m|I am) afraid (?:that )?(?=\S) => Unfortunately,\s
        afraid :: ^(?:we're|we’re|we are) afraid (?:that )?(?=\S) => Unfortunately,\s
        sorry :: ^sorry, but (?=\S) => Unfortunately,\s
        sorry :: ^sorry (?:for|about) => Apologies for
        sorry :: \bI(?:['’]m| am) (?:really |so |very )?sorry (?:for|about)\b => I apologise for
        sorry :: \bwe(?:['’]re| are) (?:really |so |very )?sorry (?:for|about)\b => we apologise for
        o :: ^(?:OK|okay|well|anyway|right)[,.] (?=\S) =>
        wor :: ^no worries(?=[.!,]) => That is not a problem
        problem :: ^no problem(?=[.!]) => That is not a problem
        ok :: \b(?:OK|okay) with (you|us|me|him|her|them)\b => acceptable to $1
        'd :: \b(I|you|we|they|he|she)['’]d (?=(?:like|love|prefer|rather|appreciate|be|suggest|recommend|need|want)\b) => $1 would\s
        ’d :: \b(I|you|we|they|he|she)['’]d (?=(?:like|love|prefer|rather|appreciate|be|suggest|recommend|need|want)\b) => $1 would\s
        'd :: \b(I|you|we|they|he|she)['’]d (?=(?:been|had|better)\b) => $1 had\s
        ve :: \b(could|should|would|might|must)['’]ve\b => $1 have
        got :: \b(?<who>I|you|we|they)(?:['’]ve| have) got to\b => $1 have to
        got :: \b(?<who>I|you|we|they)(?:['’]ve| have) got\b => $1 have
        got :: \bgot (?=(?:a|an|the|your|our|his|her|their|this|no) (?:\p{Ll}+ )?(?:message|letter|e-?mail|parcel|invoice|order|payment|note|report|request|reply|answer|call|copy|delivery)s?\b) => received\s
        can you :: ^(?:hey, )?(?:can|could) you (?:just |please )?(?=(?:$Requests)\b[^?]*\?$) => Could you please\s
        can we :: ^can we (?=[^?]*\?$) => Could we\s
        let :: \blet me know\b => inform me
        let :: \blet us know\b => inform us
        touch :: \bget in touch with\b => contact
        touch :: \bgetting in touch with\b => contacting
        touch :: \bgot in touch with\b => contacted
        back :: \bget back to (?=(?:me|us|you|them|him|her)\b) => reply to\s
        about :: (?<=\b(?:take|takes|took|last|lasts|lasted|cost|costs|has|have|had|is|are|was|were|for|after|only|need|needs|needed|left|weigh|weighs|within|until|lose|lost|save|saved|saves|sold|made) )about (?=\d|(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|half)\b) => approximately\s
        about :: (?<=\b(?:have|has|had) got )about (?=\d) => approximately\s
        , so :: (?<=[^,;]{8}), so (?=(?:I|you|he|she|it|we|they|this|these|there|the|our|your|their)\b(?! that\b)) => ; therefore,\s
        need :: (?<=\b(?:I|you|we|they) )need (?=(?:\d|a|an|the|your|more|further|two|three|four|five|six)\b(?! to\b)) => require\s
        needs :: \bneeds (?=\d|(?:a|an|the)\b) => requires\s
        fix :: \bfix (?=(?:the|a|an|this|that|these|our|your) (?:\p{Ll}+ )?(?:error|mistake|rule|entry|figure|date|text|code)s?\b) => correct\s
        fix :: \bfix (?=(?:the|a|an|this|that|these|our|your) (?:\p{Ll}+ )?(?:problem|issue|fault|bug|defect)s?\b) => resolve\s
        fixed :: \bfixed (?=(?:the|a|an|this|that|these|our|your) (?:\p{Ll}+ )?(?:problem|issue|fault|bug|defect|error|mistake)s?\b) => resolved\s
        pick :: \bpick up (?=(?:the|a|an|our|your|my|his|her|their) (?:\p{Ll}+ )?(?:boxes|box|parcels?|orders?|goods|samples?|keys?|documents?|children|child|post|mail|packages?|kids|tickets?)\b) => collect\s
        picked :: \bpicked up (?=(?:the|a|an|our|your|my|his|her|their) (?:\p{Ll}+ )?(?:boxes|box|parcels?|orders?|goods|samples?|keys?|documents?|children|child|post|mail|packages?|kids|tickets?)\b) => collected\s
        for :: \bask(?<end>s|ed|ing|) for (?=(?:the|a|an|your|our|more|further|help|permission|copies|\d+)\b) => request${end}\s
        if :: ^(?<if>If [^,?!]{3,140}), (?=(?:$Requests)\b) => ${if}, please\s
        a :: ^(?:also|and),? (?=(?:$Requests)\b) => In addition, please\s
        don't :: ^don['’]t (?=(?:$Requests|forget|use|touch|bring|leave|open|close|park|enter|switch|turn|share|remove|worry)\b) => Please do not\s
        """;

    private const string FriendlyRows = """
        dear :: ^dear (?:sir or madam|sirs|sir/madam)\b => Hello
        dear :: ^dear (?=(?-i:Mr|Mrs|Ms|Miss|Dr|Prof|Professor)\b) => Hello\s
        dear :: ^dear colleagues\b => Hi team
        dear :: ^dear (?!(?:$Group|all|everyone|colleagues|friends|diary)\b)(?=(?-i:\p{Lu})\p{Ll}+[,.!]?) => Hi\s
        yours :: ^yours (?:sincerely|faithfully|truly)\b => All the best
        regards :: ^(?:kind|best|warm) regards\b|^regards\b => All the best
        regret :: ^we regret to (?:inform|advise|tell) you that\b => we're sorry, but
        regret :: ^I regret to (?:inform|advise|tell) you that\b => I'm sorry, but
        pleas :: ^we are pleased to (?:inform|advise|announce|tell)(?: you)? that\b => good news:
        pleas :: ^I am pleased to (?:inform|advise|announce|tell)(?: you)? that\b => good news:
        that :: ^(?:(?:I|we) (?:would like|wish|want|am writing|are writing) to (?:inform|advise|notify) you|please be (?:advised|informed)|kindly note|please note) that\b => just so you know,
        request :: ^(?<who>(?:all )?(?:$Group)) are (?:kindly |politely )?(?:requested|asked) to refrain from (?=\p{Ll}ling\b)(?!.*\b(?:their|they|them)\b) => $1, please refrain from\s
        request :: (?<=^|, )(?<who>(?:all )?(?:$Group)) are (?:kindly |politely )?(?:requested|asked) to (?!.*\b(?:their|they|them|themselves)\b) => $1, please\s
        refrain :: \bplease refrain from (?<verb>smok|us|utilis|utiliz|mak|leav|tak)ing\b => please don't ${verb}e
        refrain :: \bplease refrain from (?<verb>park|eat|drink|touch|feed|talk|call|enter|bring)ing\b => please don't ${verb}
        refrain :: \bare (?:kindly )?(?:requested|asked) to refrain from (?<verb>smok|us|utilis|utiliz|mak|leav|tak)ing\b => are asked not to ${verb}e
        refrain :: \bare (?:kindly )?(?:requested|asked) to refrain from (?<verb>park|eat|drink|touch|feed|talk|call|enter|bring)ing\b => are asked not to ${verb}
        permit :: ^it is not permitted to\b => you can't
        permit :: ^it is permitted to\b => you can
        forbid :: ^it is (?:strictly )?forbidden to\b => you can't
        prohibit :: ^it is (?:strictly )?prohibited to\b => you can't
        possible :: ^it is possible to\b => you can
        recommend :: ^it is recommended to\b => it's a good idea to
        advisable :: ^it is advisable to\b => it's a good idea to
        shall :: (?<!\b(?:I|we|what|how|where|when|who) )(?<!^)\bshall (?=\p{Ll}) => must\s
        amounts :: \bamounts to (?=[\d€$£]) => is\s
        apologi :: \bapologises for\b => is sorry about
        apologi :: \bwe apologise for\b => we're sorry about
        apologi :: \bI apologise for\b => I'm sorry about
        inconvenience :: \bany inconvenience(?: caused| this may cause)?\b => any trouble
        inform :: \bif you require (?:any )?(?:further|additional) information\b => if you want to know more
        wish :: \b(?<who>do not|does not|did not|you|we|I|they) wish to\b => $1 want to
        unable :: \b(?:is|are) unable to\b => can't
        unable :: \b(?:was|were) unable to\b => couldn't
        would :: \b(I|you|we|they) would (?=(?:like|love|be|prefer|appreciate)\b) => $1'd\s
        i have :: (?<=^|[,;] )I have (?=(?:sent|received|got|seen|read|found|made|done|checked|paid|heard|written|added|attached|asked)\b) => I've\s
        we have :: \bwe have (?=(?:sent|received|got|seen|read|found|made|done|checked|paid|heard|written|added|attached|asked|moved|changed|decided)\b) => we've\s
        upon :: \bupon (?=(?:receipt|return|arrival|request)\b) => on\s
        assist :: \bbe of (?:any )?(?:further )?assistance\b => help
        look forward :: \b(?<who>I|we) look forward to (?:hearing from you|your reply)\b => ${who} hope to hear from you soon
        a :: ^(?<also>Also|And),? (?=(?:$Requests)\b) => ${also}, please\s
        if :: ^(?<if>If [^,?!]{3,140}), (?=(?:$Requests|notify|inform|convert)\b) => ${if}, please\s
        """;

    // Verbs that, opening a sentence, ask the reader for something.
    private const string Requests =
        "send|call|write|check|reply|confirm|tell|give|bring|come|contact|review|complete|fill|sign|submit|answer|join|register|remember|read|visit|forward|attach|ask|return|pay|update|choose|let|convert|install|notify|inform|print|enter|open|close|download|remove|keep|take|use|make|add|save|select|restart";

    public static Turns Formal { get; } = new(Fill(FormalRows));

    public static Turns Friendly { get; } = new(Fill(FriendlyRows));

    private static string Fill(string rows) =>
        rows.Replace("$Requests", Requests, StringComparison.Ordinal).Replace("$Group", Group, StringComparison.Ordinal);
}
