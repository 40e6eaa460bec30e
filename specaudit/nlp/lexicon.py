"""Words the norm engines and the lemmatiser share."""

from __future__ import annotations

_VERBS = """
    abandon abet abide abolish abort abridge abrogate absorb abstain abuse accede accelerate
    accentuate accept access accommodate accompany accomplish account accredit accrue accumulate
    accuse achieve acknowledge acquaint acquiesce acquire act activate adapt add address adhere
    adjourn adjust administer admire admit adopt advance advertise advise advocate affect affirm
    afford aggravate agitate agree aid aim alert alienate align allege alleviate allocate allot
    allow allowlist alter amass amend amplify amuse analyse analyze annihilate annotate announce
    annoy anonymize answer antagonize anticipate apologize appeal appear appease append apply
    appoint apportion appraise appreciate apprehend approach approve arbitrate archive argue arise
    arrange arrive articulate ascertain ascribe ask aspire assemble assert assess assign assist
    assume assure atone attach attack attain attempt attend attract attribute audit augment
    authenticate author authorize autocomplete autofill autoformat autogenerate automate avert avoid
    await award back backport backup ban bar base batch be bear become beg begin beguile behave
    belabor believe belong benchmark berate beware bind blacklist blackmail blame bless block blurt
    boost borrow bracket branch break bribe brigade bring broadcast broaden browse bruteforce build
    bully bump bundle bury buy bypass cache calculate calibrate call cancel capitalize captivate
    capture care carry cast castigate catalog catch categorize cater cause caution cease celebrate
    centralize certify challenge change channel characterize charge chat cheat check choose
    circulate circumscribe circumvent cite claim clarify classify clean clear click clone close
    coach coddle code codify coerce coincide collaborate collapse collate collect combine come
    comfort command commence commend comment commercialize commit communicate compare compel
    compensate compete compile complain complete complicate comply compose comprehend compress
    comprise compromise compute concatenate conceal concede conceive conclude concoct condemn
    condense condone conduct confer confess confide configure confine confirm conflate conform
    confound confront confuse congratulate connect connote consent conserve consider consolidate
    constitute construct construe consult consume contact contain containerize contaminate
    contemplate contend continue contradict contribute contrive control convene convert convey
    convince cooperate coordinate copy correct correspond corroborate corrode corrupt counsel count
    counter counteract cover covet craft crash create credit criminalize criticize cross cultivate
    curate curse curtail customize cut damage dampen deal deanonymize debate debounce debug deceive
    decelerate decentralize decide declare declassify decline decode decommission decompile
    decompose decorate decrease dedicate deduce deduct deem deepen default defend defer define
    defraud defy degrade dehumanize delay delegate delete delight delimit deliver delude delve
    demand demarcate demean demolish demonize demonstrate demote denote denounce deny denylist
    deobfuscate depart depend depict deplore deploy depose deprecate deprive deprovision dequeue
    dereference deride derive descend describe desecrate deserialize deserve design designate desist
    destroy detach detail detain detect deter determine detest detract develop deviate devise devote
    diagnose dictate differ differentiate digress diminish direct disable disagree disallow
    disappear disappoint disapprove disarm disassemble disband disbelieve disburse discard discern
    disclaim disclose discontinue discourage discover discriminate discuss disengage disentangle
    disguise dislodge dismiss disobey disown disparage dispel dispense disperse displace display
    dispose disprove disqualify disregard disrupt dissect disseminate dissuade distinguish distort
    distract distribute disturb diverge divert divest divide divulge dockerize document dodge
    dominate donate double doubt download downvote draft drain dramatize draw drive drop dump
    duplicate earn ease eat echo edit editorialize educate effectuate eject elaborate elapse elect
    elevate elicit eliminate elude email embargo embarrass embed embellish embezzle embody embolden
    embrace emerge emit emphasize employ empower emulate enable enact enclose encode encompass
    encounter encourage encroach encrypt end endanger endeavor endorse endow energize enforce engage
    enhance enjoin enjoy enlarge enlist enqueue enquire enrich enroll ensure enter entertain entice
    entitle entrust enumerate enunciate envisage envision equate equip eradicate erase erode err
    escalate escape espouse establish estimate evacuate evade evaluate evoke evolve exacerbate
    exaggerate exalt examine exasperate exceed excite exclude excuse execute exemplify exempt
    exercise exert exfiltrate exhaust exhibit exist exit exonerate expand expect expedite expel
    expire explain exploit explore export expose expound express extend exterminate extinguish
    extort extract extrapolate fabricate face facilitate fail fake fall falsify familiarize fasten
    favor favour fear feed feel feign fetch fetishize fight figure file fill filter finalize find
    fingerprint finish fix flag flatten flatter flee flip flirt flout focus fold follow forbid force
    forecast foreground foresee forestall forget forgive forgo fork form format formulate fortify
    forward foster frame free freeze frighten frustrate fulfil fulfill function fund furnish
    gaslight gate gather gauge generalize generate geolocate get ghostwrite give glamorize glorify
    go govern grant gratify greet groom grope ground group grovel grow guarantee guard guess guide
    hallucinate halt hand handle happen harass harden harm harmonize hash hasten have head hear heed
    help hesitate hide highlight hinder hint hire hold homogenize honor honour host humanize
    humiliate hydrate hypothesize identify ignite ignore illustrate imagine imitate immerse impair
    impart impede impel imperil impersonate implement implicate implore imply import impose imprison
    improve improvise impute incentivize incite include incorporate increase inculcate incur
    indemnify indent indicate indict indoctrinate induce indulge infect infer infiltrate inflate
    inflict influence inform infringe infuriate ingest inhabit inherit inhibit initialize initiate
    inject injure innovate inquire inscribe insert insist inspect inspire install instantiate
    instigate instruct instrument insulate insult insure integrate intend intensify interact
    interconnect interfere interject internalize interpret interrupt intervene intimidate introduce
    intrude invalidate invent invest investigate invite invoice invoke involve irritate isolate
    issue itemize iterate jailbreak jeopardize join joke judge justify juxtapose keep kick kill know
    label lack lapse launch lead leak learn lease leave lecture legalize legislate legitimize lend
    lengthen lessen let leverage license lie lighten limit linger link lint liquidate list listen
    load localize locate lock log look loop loosen lose lower magnify mail maintain make manage
    mandate manipulate map mark mask match materialize maximize mean measure meddle meet memoize
    memorize mention merge migrate militarize mimic mind minify minimize mirror miscalculate
    misconstrue misinterpret misjudge mislead mismanage misplace misrepresent mistake misunderstand
    misuse mitigate mix mobilize mock model moderate modernize modify molest monetize monitor
    monopolize moralize motivate move mutate mute mutilate nag name narrate navigate necessitate
    negate neglect negotiate nest neutralize nominate normalize notarize note notice notify nudge
    number obey obfuscate object oblige obscure observe obstruct obtain occupy occur offend offer
    omit onboard open operate oppose oppress opt optimize order organize orient ostracize oust
    outline outnumber output outweigh overcome overemphasize overexpose overheat overload overpower
    overpromise overreach override overrule overshadow overstate overstep overtake overwhelm
    overwrite owe own pace pacify paginate pamper parallelize paralyze parameterize parametrize
    paraphrase parse partake participate pass patronize pattern pause pay penalize penetrate perform
    permit perpetrate perpetuate persecute persevere persist personalize personify persuade pertain
    pester phrase pick pin place plagiarize plan play plead pledge plumb point politicize polyfill
    ponder pool populate portray pose position possess post postpone practice praise preach precede
    preclude predict preface prefer prefetch prefill prefix preload prepare prepopulate prescribe
    present preserve preside press pressure presume presuppose pretend prevail prevent print
    prioritize probe proceed process procrastinate procure produce profess profile profit prohibit
    project prolong promise promote prompt pronounce propagate propose prorate proscribe prosecute
    proselytize protect prove provide provision provoke pseudonymize publicize publish pull
    punctuate punish purchase purge purify pursue push put qualify quantify quarantine query
    question quit quote radicalize raise rank ransack rate ratify rationalize re-export react
    reactivate read reaffirm realign realize rearrange reason reassemble reassert reassess reassign
    reassure rebase rebrand rebuild rebut recalculate recall recapitulate receive recite reckon
    reclaim reclassify recognize recollect recommend reconcile reconsider reconstruct record recover
    recreate recur recuse redact redeem redefine redeploy redirect rediscover redistribute reduce
    reexamine refactor refer reference refinance refine reflect reformat refrain refresh refund
    refuse refute regain regard regenerate register regroup regulate rehabilitate rehearse rehost
    rehydrate reimburse reindex reinforce reinstall reinstate reinterpret reiterate reject relabel
    relate relax relay release relegate relicense relieve relinquish reload relocate rely remain
    remember remind remit remodel remove rename render renew rent renumber reopen reorder reorganize
    repair repay repeat repel rephrase replace replenish replicate reply report reposition repost
    represent repress reproduce reprovision republish repudiate request require reread reschedule
    rescind rescue resell resemble resent reset reside resign resist resolve respect respond restart
    restate restock restore restrain restrict restructure resubmit resubscribe result resume
    resurrect retag retain retaliate retest retitle retract retrieve retry return retweet reuse
    revamp reveal reverse revert review revise revisit revitalize revive revoke reward rework rewrap
    rewrite risk rob role-play roleplay roll rollback rotate route run sacrifice sadden safeguard
    sandbox sanitize satisfy saturate save say scaffold scale scan scare schedule scold scope scrape
    screen scroll scrutinize search secure see seek seem segment seize select self-censor sell send
    sensationalize sense separate serialize sermonize serve set settle sever sexualize shame shape
    share sharpen shatter shelve shift shim ship shirk shock shorten shout show shrink shun shut shy
    side sideload sift sign signal signify simplify simulate sit situate skip slow smuggle socialize
    soften solicit solve soothe sort sound spam speak specify speculate spell spend split sponsor
    spread spurn squash stabilize stage stalk standardize start state stay steal steer stereotype
    sterilize stick stigmatize stimulate stipulate stop store straighten strangle stream strengthen
    stress strike strip strive structure stub study style subclass subdue sublicense submit
    subscribe subsidize substantiate substitute subtract subvert succeed suffer sugar-coat sugarcoat
    suggest summarize summon superimpose supersede supervise supplant supplement supply support
    suppose suppress surface surpass surveil survive suspect suspend sustain swear switch symlink
    sympathize synchronize synthesize tabulate tag tailor take talk target taunt teach tease tell
    tempt tend terminate terrify terrorize test testify thank think threaten thrive throttle throw
    tie tighten time tokenize tolerate touch trace track trade train transact transcribe transfer
    transform transgress translate transmit transpile travel treat triage trick trigger trim
    trivialize troll troubleshoot truncate trust try tune turn type typecheck uglify unassign
    uncover undergo undermine underpin underrate understand understate undertake underwrite undo
    unify unite unleash unload unlock unpack unpublish unravel unscramble unstage unsubscribe untie
    untrack unveil update upgrade uphold upload uproot upvote urge use usurp utilize vacate validate
    value vary vectorize vendor verify version vet veto victimize view vindicate violate virtualize
    visit visualize voice void volunteer vote wait waive walk want warn waste watch weaken weaponize
    weigh welcome whitelist widen wield win wipe withdraw withhold withstand witness work worry
    worsen wrap write yank yield zero
    """.split()
VERBS = frozenset(_VERBS) | {f"{verb[:-3]}ise" for verb in _VERBS if verb.endswith("ize")}
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
    win catch repair purchase mail rescue mistake blame cheat joke curse squash fork vendor pin bump
    shim scaffold sandbox fingerprint bribe stalk groom jailbreak rollback autofill autocomplete
    yank nag scold shout steer
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
