"""Words the norm engines and the lemmatiser share."""

from __future__ import annotations

VERBS = frozenset(
    """
    reference bury abandon abide abort absorb abstain abuse accede accelerate accept access
    accommodate accompany accomplish account accumulate accuse achieve acknowledge acquire act
    activate adapt add address adhere adjust administer admit adopt advance advertise advise
    advocate affect affirm agree aid aim alert align allocate allow alter amend amplify analyse
    analyze annotate announce anonymise anonymize answer anticipate apologise apologize appeal
    appear append apply appoint approach approve archive argue arrange articulate ascertain ask
    assert assess assign assist assume assure attach attack attempt attend attribute audit augment
    authenticate author authorise authorize automate avert avoid await award back backup ban bar
    base batch be become beg begin behave believe benchmark bind block boost bracket branch break
    bring broadcast browse build bump bundle bypass cache calculate call cancel capitalise
    capitalize capture care carry cast catalog cause caution cease challenge change channel
    characterise characterize charge chat check choose circumvent cite claim clarify classify clean
    clear click clone close coach code coerce collaborate collapse collect combine come comfort
    command comment commit communicate compare compel compensate compile complain complete comply
    compose compress compromise compute conceal concede conclude concatenate condemn condense
    conduct configure confirm conflate conform confront confuse connect consent conserve consider
    consolidate constitute construct construe consult consume contact contain contend continue
    contradict contribute control convert convey convince cooperate coordinate copy correct
    correspond corrupt counsel count counter cover crash create credit criticise criticize cross
    cultivate curate customise customize cut damage deal debate debug deceive decide declare
    decline decode decompose decorate decrease deduce deem default defend defer define degrade
    delay delegate delete deliver delve demand demean demonstrate denote deny depart depend deploy
    deprecate deprive derive describe deserialize design designate detail detect deter determine
    develop deviate devise diagnose dictate differ differentiate diminish direct disable disagree
    disallow discard disclaim disclose discontinue discourage discover discriminate discuss
    disguise dismiss disobey disparage display dispose disregard disrupt disseminate dissuade
    distinguish distort distribute diverge divide document dodge double doubt download draft drain
    draw drive drop dump duplicate earn ease echo edit educate elaborate elevate elicit eliminate
    email embed embody embrace emit emphasise emphasize employ empower emulate enable encode
    encounter encourage encrypt end endanger endeavor endorse enforce engage enhance enlist enrich
    ensure enter entertain entitle enumerate envision equip erase err escalate escape establish
    estimate evade evaluate evolve exaggerate examine exceed exclude excuse execute exempt exercise
    exhaust exhibit exist exit expand expect expedite expire explain exploit explore export expose
    express extend extract fabricate face facilitate fail fake fall falsify familiarise familiarize
    favor favour fear feed feel fetch fight file fill filter finalise finalize find finish fix flag
    flatter flip focus fold follow forbid force forecast foreground forget forgive fork form format
    formulate forward foster frame free freeze fulfil fulfill function fund gate gather gauge
    generalise generalize generate get give go govern grant greet ground group grow guarantee guard
    guess guide hallucinate halt hand handle happen harass harm have head hear heed help hesitate
    hide highlight hinder hire hold honor honour host humiliate identify ignore illustrate imagine
    imitate impair impede impersonate implement implicate imply import impose improve include
    incorporate increase incur indent indicate infer inflate influence inform infringe inherit
    inhibit initialise initialize initiate inject inquire insert insist inspect install instruct
    insult integrate intend interact interfere interpret interrupt intervene intimidate introduce
    invent invest investigate invite invoke involve isolate issue iterate jeopardise jeopardize
    join judge justify keep kill know label lack launch lead leak learn leave lecture let leverage
    license lie limit link list listen load locate lock log look loop lose lower maintain make
    manage mandate manipulate map mark mask match maximise maximize mean measure meet memoize
    mention merge migrate mimic mind minify minimise minimize mirror mislead misrepresent misuse
    mitigate mix mock model moderate modify monitor moralise moralize move mute name narrate
    navigate negate neglect negotiate nest normalise normalize note notice notify nudge number obey
    object obscure observe obtain offend offer omit open operate oppose opt optimise optimize order
    organise organize orient outline output overcome overload override overrule overstate overwrite
    own pace paginate paraphrase parse participate pass pause pay penalise penalize perform permit
    perpetuate persist persuade phrase pick pin place plan play plead point populate portray pose
    position post postpone practice praise preach precede preface prefer prefix prepare prescribe
    present preserve press pressure presume pretend prevent print prioritise prioritize probe
    proceed process produce profile profit prohibit project prolong promise promote prompt
    propagate propose protect provide provoke publicise publicize publish pull purge pursue push
    put qualify quantify query question quit quote raise rank rate read realise realize reason
    reassess reassure rebase rebuild recall receive recognise recognize recommend reconcile
    reconsider record recover recur recuse redact redirect redistribute reduce refactor refer
    refine reflect reformat refrain refresh refund refuse refute regard register regulate reinforce
    reject relate relax relay release rely remain remember remind remove rename render repeat
    rephrase replace replicate reply report reposition represent reproduce request require rescind
    reset resign resist resolve respect respond restart restate restore restrict restructure result
    resume retain retract retrieve retry return reuse reveal reverse revert review revise revoke
    reward rewrite risk role-play roleplay roll rotate route run sacrifice safeguard sanitise
    sanitize save say scale scan schedule scope scrape screen scroll search secure see seek seem
    segment select self-censor sell send sense separate serialize serve set settle shame shape
    share shift ship shock shorten show shrink shut shy side sign signal simplify simulate sit skip
    slow soften solicit solve sort sound spam speak specify speculate spell spend split spread
    squash stage standardise standardize start state stay steer stereotype stick stop store stream
    strengthen stress strive strike strip structure study style submit subscribe substitute suggest
    summarise summarize supersede supplement supply support suppress surface surpass surveil
    survive suspect suspend sustain switch sympathise sympathize synchronize tag tailor take talk
    target taunt teach tell terminate test thank think threaten throttle throw tie time tolerate
    touch trace track trade train transfer transform translate transmit transpile travel treat
    trick trigger trim troll troubleshoot trust try tune turn type uncover undergo undermine
    understand undertake undo unify unlock update upgrade uphold upload urge usurp use utilise
    utilize validate value vary vendor verify version view violate visit voice void volunteer vote
    wait waive walk want warn waste watch weaken weigh welcome withdraw withhold withstand witness
    work worry worsen wrap write yield zero bear figure suffer internalise internalize sugar-coat
    thrive delight plumb sugarcoat hint flirt
    accrue adjourn allowlist autogenerate backport blacklist brigade bully commence convene
    craft debounce declassify decommission decompile denounce denylist deprovision disassemble
    dispense downvote  elect embargo hash hydrate indemnify instrument invoice kick
    lapse lease lint localise localize nominate notarise notarize onboard overpromise
    parameterize parametrize pattern pool procure prorate provision pseudonymize quarantine
    ratify reassign rebrand reclassify recreate redeploy regenerate reimburse reindex reinstate
    relicense remit renew rent reopen reorder resell resubmit retag retest revisit rework
    sideload sponsor stalk stub subclass sublicense symlink triage truncate typecheck unassign
    understate unpublish unsubscribe upvote vet veto whitelist yank
    """.split()
)
"""Base forms that can open an imperative; nouns too where they are verbs as well."""

NOUNS_TOO = frozenset(
    """
    access account act address advance aid aim alert answer appeal approach archive attack attempt
    attribute audit author award back ban bar base batch benchmark block boost branch break build
    bundle cache call care cause caution challenge change channel charge chat check claim class
    code command comment compromise conduct contact content control copy count cover crash credit
    cross cut damage deal debate debug default delay delegate demand design detail display document
    doubt download draft drive drop echo edit email end estimate exercise exit experience export
    express extract face favor feature feed fight file filter fix flag focus force form format
    frame function fund grant ground group guarantee guard guess guide hand harm head help
    highlight host import increase influence issue judge label lack launch lead leak lecture
    leverage license limit link list load lock log look loop mandate map mark mask match measure
    merge mind mirror mix mock model monitor move name nest note notice number object offer order
    outline output override pace pass pause pay permit phrase pin place plan play point position
    post practice praise present press pressure print process produce profile profit program
    project promise prompt pull push query question quote raise range rank rate read reason record
    refund register release reply report request research reset respect result return reverse
    review reward risk role roll root route run safeguard sample scale scan schedule scope screen
    search sense set shape share shift ship shock show sign signal sort sound source spam split
    stage stand standard start state stop store stream stress strike structure study style support
    surface switch tag talk target test tie time tool touch trace track trade train transfer travel
    trick trigger trust turn type update upgrade upload use value version view visit voice vote
    wait walk warrant waste watch welcome witness work worry wrap yield live base future
    hash pool pattern craft stub lease rent sponsor invoice veto embargo instrument provision bully
    brigade subclass symlink rework backport lint triage
    """.split()
)
"""Base forms that are nouns as often; read as verbs only where something shows it."""

IRREGULAR = {
    form: base
    for base, forms in (
        line.split(":")
        for line in """be:am is are was were been being's
have:has had having
do:does did done doing
go:goes went gone going
make:made making
give:gave given giving
take:took taken taking
get:got gotten getting
keep:kept
know:knew known
think:thought
tell:told
say:said
see:saw seen
find:found
leave:left leaving
feel:felt
bring:brought
begin:began begun beginning
hold:held
write:wrote written writing
mean:meant
set:setting
let:letting
meet:met
run:ran running
pay:paid
sit:sat sitting
speak:spoke spoken
lead:led
grow:grew grown
lose:lost losing
fall:fell fallen
send:sent
build:built
understand:understood
draw:drew drawn
break:broke broken
spend:spent
cut:cutting
rise:rose risen rising
drive:drove driven driving
buy:bought
wear:wore worn
choose:chose chosen choosing
seek:sought
throw:threw thrown
catch:caught
deal:dealt
win:won winning
forget:forgot forgotten forgetting
hide:hid hidden hiding
teach:taught
sell:sold
show:shown
put:putting
quit:quitting
lie:lay lain lying lied
tie:tying tied
die:dying died
fight:fought
forbid:forbade forbidden forbidding
withhold:withheld
withdraw:withdrew withdrawn
undo:undid undone
override:overrode overridden overriding
overwrite:overwrote overwritten overwriting
overcome:overcame overcoming
mislead:misled
uphold:upheld
undertake:undertook undertaken undertaking
arise:arose arisen arising
become:became becoming
bind:bound
stick:stuck
hear:heard
read:reading
stand:stood
shut:shutting
split:splitting
spread:spreading
reset:resetting
commit:committed committing
omit:omitted omitting
submit:submitted submitting
permit:permitted permitting
admit:admitted admitting
transmit:transmitted transmitting
prefer:preferred preferring
refer:referred referring
defer:deferred deferring
infer:inferred inferring
occur:occurred occurring
recur:recurred recurring
control:controlled controlling
cancel:cancelled canceled cancelling canceling
child:children
person:people
man:men
woman:women
foot:feet
datum:data
criterion:criteria
analysis:analyses
basis:bases
crisis:crises
hypothesis:hypotheses
bias:biases biased
focus:focuses focused focusing
status:statuses
virus:viruses
bonus:bonuses
process:processes
access:accesses accessed
id:ids
api:apis
url:urls""".splitlines()
    )
    for form in forms.split()
}
"""Forms the suffix rules would get wrong, with their base."""

STOP_WORDS = frozenset(
    """
    a about above after again against all almost along already also although always am among an and
    another any anyone anything are as at away be because been before being below between both but
    by can cannot could did do does doing done down during each either else enough etc even ever
    every few for from further get had has have having he her here hers him his how however i if in
    instead into is it its itself just least less like make many may me might more most much must
    my near neither never no nor not now of off often on once one only onto or other others
    otherwise ought our out over own per perhaps rather same shall she should since so some such
    than that the their theirs them themselves then there therefore these they this those though
    through thus to too toward towards under unless until up upon us very via was we were what when
    whenever where whereas whether which while who whom whose why will with within without would
    yet you your yours
    """.split()
)
"""Function words: they tell nothing about what a statement is about."""
