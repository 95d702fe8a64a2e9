namespace Galion.Engines.Writing.Rewriting;

/// <summary>Exchanges of English words. Only pairs that mean the same and take the same grammar stand here.</summary>
internal static class EnglishWords
{
    private const string Wordy = """
        in_order_to|to
        so_as_to|to
        due_to_the_fact_that|because
        owing_to_the_fact_that|because
        in_view_of_the_fact_that|because
        in_light_of_the_fact_that|because
        despite_the_fact_that|although
        in_spite_of_the_fact_that|although
        in_the_event_that|if
        on_condition_that|if
        at_this_point_in_time|now
        at_the_present_time|now
        at_the_moment|now
        in_the_near_future|soon
        in_close_proximity_to|near
        in_the_vicinity_of|near
        a_large_number_of|many
        a_great_number_of|many
        a_significant_number_of|many
        a_number_of|several
        the_majority_of|most
        for_the_purpose_of|for
        with_regard_to|about
        with_respect_to|about
        in_relation_to|about
        in_reference_to|about
        pertaining_to|about
        prior_to|before
        subsequent_to|after
        in_addition_to|besides
        on_a_daily_basis|every_day
        on_a_regular_basis|regularly
        on_a_weekly_basis|every_week
        on_an_annual_basis|every_year
        until_such_time_as|until
        whether_or_not|whether
        has_the_ability_to|can
        have_the_ability_to|can
        is_able_to are_able_to|can
        is_unable_to are_unable_to|cannot
        was_unable_to were_unable_to|could_not
        was_able_to were_able_to|could
        is_required_to|must
        are_required_to|must
        makes_use_of make_use_of made_use_of making_use_of|uses use used using
        gives_consideration_to give_consideration_to|considers consider
        make_a_decision makes_a_decision made_a_decision|decide decides decided
        reach_an_agreement reaches_an_agreement reached_an_agreement|agree agrees agreed
        conduct_an_investigation_of conducted_an_investigation_of|investigate investigated
        each_and_every|every
        first_and_foremost|first
        """;

    private const string Fillers = """
        it_should_be_noted_that it_is_important_to_note_that it_is_worth_noting_that it_is_worth_mentioning_that it_must_be_said_that|
        it_goes_without_saying_that needless_to_say as_a_matter_of_fact in_actual_fact in_fact for_all_intents_and_purposes|
        it_is_interesting_to_note_that as_you_may_know as_everyone_knows to_be_honest at_the_end_of_the_day|
        """;

    // A friendly text may say them.
    private const string Strong = """
        i:very really extremely absolutely totally basically literally actually simply truly|
        """;

    private const string Simple = """
        v:utilize utilizes utilized utilizing|use uses used using
        v:utilise utilises utilised utilising|use uses used using
        utilization|use
        utilisation|use
        v:purchase purchases purchased purchasing|buy buys bought buying
        v:commence commences commenced commencing|start starts started starting
        commencement|start
        v:terminate terminates terminated terminating|end ends ended ending
        termination|end
        v:demonstrate demonstrates demonstrating|show shows showing
        s:demonstrated|showed
        v:indicate indicates indicating|show shows showing
        s:indicated|said
        v:obtain obtains obtaining|get gets getting
        s:obtained acquired received|got
        v:acquire acquires acquiring|get gets getting
        v:require requires required requiring|need needs needed needing
        v:assist assists assisted assisting|help helps helped helping
        assistance|help
        v:attempt attempts attempted attempting|try tries tried trying
        v:ascertain ascertains ascertaining|find_out finds_out finding_out
        v:construct constructs constructed constructing|build builds built building
        v:establish establishes established establishing|set_up sets_up set_up setting_up
        v:eliminate eliminates eliminated eliminating|remove removes removed removing
        v:enhance enhances enhanced enhancing|improve improves improved improving
        v:ensure ensures ensuring|make_sure makes_sure making_sure
        v:facilitate facilitates facilitated facilitating|ease eases eased easing
        v:initiate initiates initiated initiating|start starts started starting
        v:modify modifies modified modifying|change changes changed changing
        modification modifications|change changes
        v:participate participates participating|take_part takes_part taking_part
        s:participated|took_part
        v:possess possesses possessing|have has having
        v:receive receives receiving|get gets getting
        v:relocate relocates relocated relocating|move moves moved moving
        v:remain remains remained remaining|stay stays stayed staying
        v:retain retains retained retaining|keep keeps kept keeping
        v:select selects selecting|choose chooses choosing
        s:selected|chose
        v:accelerate accelerates accelerated accelerating|speed_up speeds_up sped_up speeding_up
        v:anticipate anticipates anticipated anticipating|expect expects expected expecting
        v:encounter encounters encountered encountering|meet meets met meeting
        v:inform informs informed informing|tell tells told telling
        v:notify notifies notified notifying|tell tells told telling
        v:inquire inquires inquired inquiring|ask asks asked asking
        v:necessitate necessitates necessitated necessitating|need needs needed needing
        v:comprehend comprehends comprehended comprehending|understand understands understood understanding
        additional|more
        adjacent_to|next_to
        advantageous|helpful
        apparent|clear
        approximately|about
        beneficial|helpful
        comprehensive|full
        o:consequently|so
        currently|now
        difficulty difficulties|problem problems
        discontinue discontinues discontinued discontinuing|stop stops stopped stopping
        erroneous|wrong
        essential|key
        frequently|often
        fundamental|basic
        furthermore|also
        moreover|also
        additionally|also
        o:however|but
        immediately|at_once
        individuals|people
        initial|first
        initially|at_first
        location locations|place places
        magnitude|size
        methodology methodologies|method methods
        necessary|needed
        nevertheless|still
        nonetheless|still
        notwithstanding|despite
        numerous|many
        occasionally|sometimes
        opportunity opportunities|chance chances
        optimal|best
        optimum|best
        possibility|chance
        previously|before
        primarily|mainly
        regarding|about
        concerning|about
        residence residences|home homes
        rapidly|fast
        significant|large
        significantly|much
        subsequently|later
        substantial|large
        sufficient|enough
        o:therefore|so
        o:thus|so
        whilst|while
        component components|part parts
        consequence consequences|result results
        remainder|rest
        duration|length
        endeavour endeavours|try tries
        aforementioned|this
        """;

    private const string FormalFromPlain = """
        v:buy buys bought buying|purchase purchases purchased purchasing
        v:find_out finds_out found_out finding_out|determine determines determined determining
        b:set_up|establish
        sets_up setting_up|establishes establishing
        is_set_up are_set_up was_set_up were_set_up be_set_up been_set_up being_set_up|is_established are_established was_established were_established be_established been_established being_established
        v:look_into looks_into looked_into looking_into|investigate investigates investigated investigating
        v:talk_about talks_about talked_about talking_about|discuss discusses discussed discussing
        b:put_off|postpone
        puts_off putting_off|postpones postponing
        is_put_off are_put_off was_put_off were_put_off be_put_off been_put_off being_put_off|is_postponed are_postponed was_postponed were_postponed be_postponed been_postponed being_postponed
        v:get_rid_of gets_rid_of got_rid_of getting_rid_of|remove removes removed removing
        v:carry_out carries_out carried_out carrying_out|conduct conducts conducted conducting
        v:go_up goes_up went_up going_up|increase increases increased increasing
        v:go_down goes_down went_down going_down|decrease decreases decreased decreasing
        v:sort_out sorts_out sorted_out sorting_out|resolve resolves resolved resolving
        want_to wants_to wanted_to|wish_to wishes_to wished_to
        lots_of loads_of a_lot_of|plenty_of
        kids|children
        kid|child
        guys|colleagues
        folks|people
        dad|father
        mom mum|mother
        a_bit|slightly
        pretty_much|largely
        really|very
        totally|entirely
        maybe|perhaps
        awesome|excellent
        huge|very_large
        stuff|material
        boss|manager
        yeah yep|yes
        nope|no
        asap|as_soon_as_possible
        fyi|for_your_information
        gonna|going_to
        wanna|want_to
        gotta|have_to
        thanks|thank_you
        right_away|immediately
        right_now|at_present
        anyway|in_any_case
        """;

    private const string Expand = """
        don't doesn't didn't can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't mustn't|do_not does_not did_not cannot could_not will_not would_not should_not is_not are_not was_not were_not have_not has_not had_not must_not
        i'm you're we're they're|I_am you_are we_are they_are
        i've you've we've they've|I_have you_have we_have they_have
        i'll you'll he'll she'll it'll we'll they'll that'll|I_will you_will he_will she_will it_will we_will they_will that_will
        it's_been he's_been she's_been that's_been there's_been|it_has_been he_has_been she_has_been that_has_been there_has_been
        it's_got he's_got she's_got who's_got|it_has he_has she_has who_has
        it's he's she's that's there's what's who's where's here's let's|it_is he_is she_is that_is there_is what_is who_is where_is here_is let_us
        """;

    private const string Contract = """
        do_not does_not did_not cannot can_not could_not will_not would_not should_not is_not are_not was_not were_not have_not has_not had_not|don't doesn't didn't can't can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't haven't hasn't hadn't
        i_am you_are we_are they_are|I'm you're we're they're
        i_will you_will we_will they_will it_will|I'll you'll we'll they'll it'll
        i_have_been you_have_been we_have_been they_have_been|I've_been you've_been we've_been they've_been
        it_is_not that_is_not|it_isn't that_isn't
        it_is that_is there_is here_is let_us|it's that's there's here's let's
        """;

    private const string Friendly = """
        at_your_earliest_convenience|when_you_can
        do_not_hesitate_to|feel_free_to
        it_is_necessary_to|you_need_to
        children|kids
        perhaps|maybe
        """;

    // What good formal English does without, too.
    private const string FormalOpenings = """
        see_you_soon|I_look_forward_to_seeing_you
        thanks_to|owing_to
        is_unable_to are_unable_to was_unable_to were_unable_to|is_unable_to are_unable_to was_unable_to were_unable_to
        a_bit_of|some
        is_ok are_ok was_ok were_ok be_ok is_okay are_okay was_okay were_okay be_okay|is_acceptable are_acceptable was_acceptable were_acceptable be_acceptable is_acceptable are_acceptable was_acceptable were_acceptable be_acceptable
        that's_ok it's_ok that's_okay it's_okay|that_is_acceptable it_is_acceptable that_is_acceptable it_is_acceptable
        """;

    public static WordExchange Fewer { get; } = new(Wordy + "\n" + Fillers + "\n" + Strong);

    public static WordExchange Simpler { get; } = new(Wordy + "\n" + Fillers + "\n" + Strong + "\n" + Simple);

    public static WordExchange Formal { get; } = new(FormalOpenings + "\n" + Expand + "\n" + FormalFromPlain + "\n" + Wordy);

    public static WordExchange FriendlyWords { get; } = new(Friendly + "\n" + Wordy + "\n" + Fillers + "\n" + Simple);

    public static WordExchange Contractions { get; } = new(Contract);
}
