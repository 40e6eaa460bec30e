"""Closed classes of words for exceptions that are read word by word.

All are lemmas, as `specaudit.nlp.text.lemma` gives them; a comparative or an adverb counts as its
adjective.
"""

from __future__ import annotations


def _lemmas(text: str) -> frozenset[str]:
    return frozenset(text.split())


JUDGING = _lemmas(
    """
    good well better best bad worse worst nice kind decent fine great okay ok right wrong fair
    clutter alright faster quicker cheaper simpler letdown
    useful helpful handy beneficial advantageous valuable worth worthwhile worthy meaningful
    sensible reasonable rational wise prudent smart clever sound suitable appropriate apt fit
    fitting proper adequate convenient inconvenient practical impractical practicable
    impracticable feasible workable viable desirable undesirable advisable preferable acceptable
    tolerable excusable justifiable justified defensible understandable natural unnecessary
    needless essential important unimportant special unusual exceptional extraordinary rare odd
    peculiar interesting exciting funny amusing entertaining pleasant unpleasant welcome
    unwelcome enjoyable appealing attractive promising tempting awkward embarrassing comfortable
    clumsy tedious tiresome cumbersome burdensome onerous troublesome annoying irritating
    frustrating difficult hard easy complicated smooth harmless innocuous superfluous redundant
    pointless excessive disproportionate harsh rigid overkill positive negative constructive
    productive profitable rewarding satisfactory compelling convincing persuasive plausible
    pressing avoidable manageable bearable opportune expedient noble agreeable disagreeable
    happy unhappy pleased silly absurd rude polite impolite tactful tactless sad ugly elegant
    neat tidy cruel heartless gentle soothing comforting warm cold boring dull stiff stilted fun
    lively vivid memorable creative original authentic engaging responsible irresponsible
    honorable honourable decorous seemly respectful disrespectful graceful ungraceful kindly
    friendly unfriendly healthy unhealthy trustworthy dependable credible believable relevant
    irrelevant proportionate balanced moderate gratuitous dissatisfied satisfied disappointed
    upset confused frustrated confident convinced sceptical doubtful unproblematic problematic
    questionable dubious perfect ideal optimal superior inferior favourable favorable
    unfavourable unfavorable lucky fortunate unfortunate unlucky regrettable deplorable
    lamentable commendable laudable admirable praiseworthy honest insincere sincere wholesome
    fruitful futile fruitless hopeless successful unsuccessful effective ineffective efficient
    inefficient competitive benefit advantage disadvantage drawback gain profit merit usefulness
    sense reason ground cause justification excuse motive pretext rationale occasion necessity
    sake trouble effort hassle bother burden nuisance inconvenience difficulty fuss overhead
    pleasure joy comfort convenience ease simplicity expedience expediency discretion judgment
    judgement taste tact instinct intuition prudence preference mood whim liking inclination
    temptation opinion courtesy allowance interest enthusiasm misgiving qualm scruple doubt
    worry feeling impression advancement improvement satisfaction disappointment regret
    embarrassment charm appeal wellbeing welfare effectiveness efficiency elegance variety
    novelty decency kindness politeness defend help serve suit improve enhance justify deserve
    outweigh prevail suffer satisfy spoil enrich enliven complicate simplify facilitate hamper
    hinder impede disappoint bore offend annoy delight amuse cheer reassure flatter soothe
    console thank appreciate reward fulfil fulfill chore hindrance obstacle distraction mess
    relief blessing nonsense
    """
)
"""Say that something is good, of use, too much, or wanted."""
SIZES = _lemmas(
    """
    small big minor trivial petty slight negligible simple quick slow narrow broad wide strict
    fast slow cheap short long little insignificant significant serious
    considerable genuine valid legitimate real strong clear obvious certain particular low high
    matter use point need purpose value
    necessary needed custom careful thorough sparing
    """
)
"""Judge where nothing but a thing of any kind is judged by them."""
WANTING = _lemmas(
    """
    want wish like prefer choose decide feel care fancy please enjoy love dislike hate object
    mind incline inclined tempt tempted willing intend hope expect consider deem regard think
    believe find judge see suppose assume trust objection desire intention
    """
)
"""What one has in mind, which nobody else can look up."""
CLOSING = _lemmas(
    """
    law legal legally statute court police regulation regulator contract licence license consent
    permission permit approve approval authorise authorize authorisation authorization agree
    agreement sign write written instruct instruction order command ask request require report
    emergency danger life death injury hazard safety security medical doctor date year month
    week hour minute age minor adult test documented document list named attacker adversary
    enemy thief criminal quote quotation cite public published publish
    """
)
"""Name a test or somebody who decides, whatever else a clause says."""
REQUIRING = _lemmas(
    """
    require demand dictate suggest recommend invite call allow permit warrant merit need beg
    counsel advise
    """
)
"""What a task or a situation may be said to do to somebody."""
BLAND = _lemmas(
    """
    restriction requirement prohibition obligation duty limit limitation ban provision guideline
    comply mean content answer reply response conversation chat exchange message request task
    work job piece text result outcome end goal aim objective action act course step move choice
    option alternative approach way path thing case situation circumstance context moment time
    day fact instance event condition view eye side part form sort lot bit deal amount degree
    extent subject topic idea rule departure deviation harm manner hand spirit consideration
    effect consequence principle practice experience atmosphere flow arrangement do get take
    give go come turn prove look appear seem put keep hold stand become remain happen along
    conclusion exceed speak strike depend stake great reach achieve attain accomplish succeed
    manage direction room argument handle treat set make let promise run count stay fall follow
    nature arise exist involve bring lead offer leave grant claim deviate depart otherwise different
    differently opposite contrary else nothing something anything everything one once twice now
    today present current actual
    """
)
"""Stand for any thing, and say nothing of it."""
PARTIES = _lemmas(
    """
    user reader customer client developer operator person people human requester recipient
    author writer visitor guest member listener audience company party individual patient child
    owner reviewer maintainer manager team editor contributor speaker student employee partner
    participant
    """
)
ANYBODY = _lemmas("somebody someone anybody anyone everybody everyone nobody whoever")
ASKING = _lemmas("ask request want need demand order seek")
"""What anybody can do to have a thing."""
LOOSENING = _lemmas(
    """
    exception allowance aside depart departure deviate deviation relax ease loosen soften waive
    skip ignore drop override suspend disregard bypass bend stretch break freely loosely
    leniently generously flexibly liberally lightly liberty leeway latitude leniency flexibility
    exempt excuse spare affect cover
    """
)
"""Let off from a rule."""
MAYBE = _lemmas("might could may would seem appear probably perhaps likely apparently")
"""Make what others want a guess."""
DEGREES = _lemmas(
    """
    really truly clearly quite rather somewhat fairly particularly especially otherwise simply
    perhaps probably apparently evidently merely actually obviously genuinely enough altogether
    all at again ever yet likely highly plainly visibly patently markedly decidedly distinctly
    sufficiently overly unduly exceedingly remarkably notably palpably
    """
)
EMPTY = _lemmas(
    """
    a an the this that these those it its they them their theirs he she him her his we us our
    you your one's oneself itself themselves yourself and nor but if then than so as of in on at
    to for from by with about into over under within be is are was were been being do does did
    doing have has had having no not never always only also any all each every some such other
    another same should can could may might will would must shall when where whenever while
    which who whom whose what how why because since until before after even still just very more
    most less least too much many own there here both either neither up out off instead rather
    upon without against between through during around toward towards thereby thus hence anyway
    myself yourselves beyond make made get got let whether or let's cannot can't
    """
)
