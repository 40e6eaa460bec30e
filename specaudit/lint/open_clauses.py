"""Exceptions that leave every case open: clauses that only judge, and sentences that let off.

Read are an exception inside a rule ("must not, save for good reason, ..."), a reservation set off
by commas ("must, as needed, ...") and a sentence of its own that takes back the rule before it
("This may be relaxed where it makes sense.", "Reasonable exceptions apply.").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from specaudit.domain.patterns import regex

_VERY = r"(?:(?:really|truly|clearly|strictly|absolutely|otherwise|very|so|sufficiently|\w+ly)\s+)?"
_ADJECTIVE = (
    r"(?:appropriate|reasonable|justified|justifiable|warranted|necessary|needed|called\s+for"
    r"|sensible|suitable|advisable|desirable|useful|helpful|beneficial|prudent|wise|fitting|fit"
    r"|convenient|practical|practicable|feasible|proper|acceptable|fine|ok|okay|worthwhile|good"
    r"|best|better|right|opportune|excusable|understandable|tolerable|expedient|preferable"
    r"|unavoidable|indicated|apt|valuable|important|inconvenient|impractical|burdensome|cumbersome"
    r"|awkward|tedious|unhelpful|unreasonable|undesirable|natural"
    r"|(?:an?\s+|the\s+)?(?:good|better|best|wise|sensible|right|natural)\s+(?:idea|thing(?:\s+to\s+do)?"
    r"|choice|option|course|move))"
)
_IS = (
    r"(?:is|are|be|was|seems?|appears?|looks?|feels?|proves?|would\s+be|may\s+be|might\s+be"
    r"|(?:is|are)\s+(?:deemed|considered|thought|found|felt|judged|believed)(?:\s+to\s+be)?)"
)
_SUBJECT = (
    r"(?:(?:it|this|that|they|these|those|there|one|doing\s+so|doing\s+otherwise|matters|things"
    r"|[a-z]{2,}ing(?:\s+[\w’'-]+){0,4}?"
    r"|(?:the|its|their|your|an?)?\s*(?:circumstances?|situation|case|context|occasion|facts|conditions?))"
    r"(?:\s+(?:really|truly|clearly|so|otherwise))?\s+)"
)
_THUS = (
    r"(?:\s+(?:to\s+do\s+(?:so|that|this|it|otherwise)|not\s+to(?:\s+do\s+so)?|to(?:\s+be)?|otherwise"
    r"|then|here|at\s+the\s+time|in\s+(?:the|its|their|your)\s+(?:situation|circumstances|view"
    r"|case|context|judge?ment)|by\s+(?:the\s+)?(?:circumstances|situation|context|case)|for\s+it|for\s+(?:this|that|doing\s+so)|under\s+the\s+circumstances"
    r"|to\s+the\s+contrary|for\s+the\s+(?:opposite|contrary)|against\s+(?:it|this|that|doing\s+so)))?"
)
_END = (
    r"(?=\s*(?:[.,;:)!—]|\Z))(?!\s*[,(—-]+\s*(?:e\.?g|i\.?e|for\s+example|for\s+instance|such\s+as|namely"
    r"|that\s+is|like|including|in\s+particular)\b)"
)
"""Nothing follows that says which cases are meant."""
_NOUN = r"(?:cases?|circumstances?|situations?|conditions|occasions?|instances?|contexts?|settings)"
_SOME = (
    r"(?:(?:a|an|the|some|very|truly|other|only|any|few|these)\s+)*(?:special|unusual|exceptional"
    r"|extraordinary|certain|particular|rare|justified|warranted|appropriate|suitable|fitting"
    r"|reasonable|compelling|odd|extreme|specific|deserving|worthy|good|some|individual|edge"
    r"|limited|isolated|proper|right|given|outstanding|uncommon)"
)
_REASON = r"(?:reasons?|causes?|grounds?|needs?|justifications?|excuses?|motives?|considerations?)"
_DECIDING = (
    r"(?:boards?|courts?|judges?|committees?|councils?|regulators?|authorit(?:y|ies)|doctors?|physicians?"
    r"|counsel|lawyers?|auditors?|directors?|commissions?|officers?|leads?|heads?|chairs?|law"
    r"|ministers?|agency|majority|government|owners?|arbiters?|referees?)"
)
"""Whose finding is a decision on record."""
_ANYONE = (
    r"(?:(?:it|they|you|one|we|he|she|(?:some|any)(?:one|body)|people|whoever)"
    rf"|(?:an?|the|its|their|your)\s+(?:(?!{_DECIDING}\b)[\w-]+\s+)?(?!{_DECIDING}\b)[\w-]+)"
)
_THING = r"(?:(?:an?|the|its|their|some|any|this|that)\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?"
_WELL = (
    r"(?:saves?\s+(?:a\s+step|(?:\w+\s+){0,2}(?:time|effort|work|trouble|money|typing))|(?:does|do|did|would)\s+not\s+(?:suit|please|help)"
    r"|helps?|benefits?|profits?|gains?|pays?\s+off|do(?:es)?\s+(?:no\s+harm|(?:more\s+|some\s+)?good)"
    r"|(?:be|is|are|fares?|works?|goes?|turns?\s+out|runs?|reads?)\s+(?:much\s+|a\s+little\s+)?(?:better(?:\s+off)?"
    r"|worse(?:\s+off)?|easier|nicer|smoother)|(?:hurts?|harms?|bothers?|offends?)\s+(?:nobody|no\s+one)"
    r"|suffers?|(?:seems?|looks?|be|is|are)\s+(?:of\s+use|worth\s+it)"
    r"|(?:makes?|keeps?)\s+(?:things|life|matters|it|the\s+work)\s+(?:easier|simpler|smoother|nicer|better)"
    r"|(?:slows?|holds?)\s+(?:things|matters|it|us|them|the\s+work)\s+(?:down|up)"
    r"|(?:spoils?|ruins?)\s+the\s+(?:mood|fun|flow|moment|effect)"
    r"|(?:promises?|brings?|yields?|gives?|leads?\s+to)\s+(?:a\s+)?(?:better|nicer|quicker|faster)\s+\w+"
    r"|serves?\s+[\w’'-]+(?:\s+[\w’'-]+){0,3}?\s+(?:better|well|best))"
)
"""What may be said of anything that one would like to do."""
_SLIGHT = (
    r"(?:petty|trivial|minor|small|unimportant|silly|absurd|pedantic|harsh|strict|excessive|overkill"
    r"|pointless|slight|insignificant|negligible|inconsequential|low)"
)
_MATTERS = r"(?:matters?|issues?|things?|points?|questions?|details?|stakes|trifles?)"
_FEELS_OTHERWISE = (
    r"(?:common\s+sense|good\s+sense|experience|intuition|instinct|taste|tact|judge?ment|reason|prudence"
    r"|courtesy|convenience|practice|the\s+mood|the\s+moment|the\s+occasion)"
)
_WOULD_DO = (
    r"(?:would|might|could)\s+(?:[a-z]+ly\s+|still\s+)?(?:works?|do\s+the\s+(?:job|trick)"
    r"|(?:settle|solve|resolve|finish)\s+(?:things|matters|it|this|the\s+[\w-]+)"
    r"|save\s+(?:\w+\s+)?(?:time|effort|work|trouble)|get\s+(?:it|things|the\s+[\w-]+)\s+done)"
)
_MORE = (
    rf"(?:(?:{_THING}\s+)?{_WOULD_DO}|{_THING}\s+(?:(?:would|might|could|may|will|can|should|really|clearly)\s+){{0,2}}{_WELL}"
    r"(?:\s+(?:(?:from|by|with|without|through|for)\s+(?:it|this|that|doing\s+so)|thereby|without|that\s+way))?"
    rf"|(?:the\s+)?{_MATTERS}\s+{_IS}\s+{_VERY}{_SLIGHT}|{_SLIGHT}\s+{_MATTERS}"
    rf"|(?:it|this|that|doing\s+so)\s+{_IS}\s+(?:too\s+|all\s+too\s+|rather\s+)?{_SLIGHT}"
    r"|(?:the\s+)?alternatives?\s+(?:is|are|seems?|looks?|would\s+be)\s+(?:even\s+)?worse"
    r"|(?:no\s*(?:one|body))\s+(?:would\s+|will\s+)?(?:minds?|objects?|notices?|complains?|cares?"
    r"|(?:is|gets)\s+hurt|suffers?)(?:\s+(?:it|to\s+it))?"
    r"|nothing\s+(?:speaks|argues|tells)\s+against\s+(?:it|this|doing\s+so)"
    rf"|{_FEELS_OTHERWISE}\s+(?:says?|suggests?|dictates?|advises?|counsels?|demands?)\s+(?:it|so|otherwise)"
    r"|something\s+(?:more\s+(?:important|urgent|pressing|interesting)|better|else)\s+"
    r"(?:comes\s+up|turns\s+up|intervenes|offers\s+itself|is\s+at\s+hand)"
    r"|(?:the\s+sake\s+of|reasons\s+of|the\s+purpose\s+of)\s+(?:convenience|simplicity|speed|ease|comfort|style"
    r"|taste|practicality|expedien(?:ce|cy)|variety)|(?:convenience|simplicity)"
    rf"|(?:[\w-]+,?\s+){{0,4}}?(?:or|and)\s+(?:for\s+)?(?:some\s+|any\s+)?(?:other|similar|further|like|comparable)"
    rf"\s+(?:good\s+|valid\s+|such\s+)?{_REASON}"
    r"|(?:various|whatever|any|several|all\s+(?:sorts|kinds|manner)\s+of|a\s+(?:number|variety|range)\s+of"
    rf"|some|other|another|many)\s+(?:other\s+)?(?:good\s+)?{_REASON}(?:\s+(?:as\s+well|too|whatever|at\s+all))?"
    r"|[\w-]+(?:\s+[\w-]+)?\s+(?:who|that|which)\s+(?:seem|appear|look)s?\s+[\w-]+"
    rf"|{_ANYONE}\s+(?:sees?|finds?)\s+(?:an?|some|any|no|little|more)\s+(?:advantage|benefit|point|merit"
    r"|value|use|need|harm|sense)(?:\s+(?:in|for)\s+(?:it|this|that|doing\s+so|waiting))?"
    r"|there\s+is\s+(?:(?:something|more|much|a\s+lot|little)\s+to\s+(?:be\s+)?(?:gain(?:ed)?|lose|lost|won|win)"
    r"|(?:no|little)\s+(?:harm|point|need|use|sense)(?:\s+(?:in|for)\s+(?:it|this|that|doing\s+so))?)"
    r"|(?:pressed\s+for\s+time|short\s+of\s+time|in\s+a\s+hurry|under\s+pressure|(?:time|things)\s+(?:is|are|gets?)\s+"
    r"(?:short|tight|busy|hectic)))"
)
"""Cases that anybody can say they are in."""
_WORKERS = (
    r"the\s+(?:assistant|model|agent|team|author|writer|editor|engineer|contributor|speaker|staff)"
)
_GOOD = (
    r"(?:(?:a|an|some|any|the|very)\s+)*(?:good|strong|compelling|valid|sound|sufficient|real"
    r"|legitimate|genuine|special|important|pressing|serious|convincing|adequate|proper|clear)"
)
_VAGUE = (
    rf"(?:{_SUBJECT}?(?:{_IS}\s+)?(?:{_VERY}){_ADJECTIVE}{_THUS}"
    rf"|{_SUBJECT}(?:would|might|could|may)\s+(?:really\s+)?(?:help|pay\s+off|do\s+good"
    r"|be\s+of\s+(?:use|help|value))"
    r"|(?:it|they|you|one|we)\s+(?:feels?\s+like\s+(?:it|that|doing\s+so)|sees?\s+fit(?:\s+to\s+\w+)?"
    r"|(?:is|are)\s+(?:so\s+)?inclined|fanc(?:y|ies)\s+it|(?:is|are)\s+in\s+the\s+mood)"
    rf"|{_SUBJECT}?(?:makes?|made)\s+(?:more\s+|good\s+)?sense{_THUS}"
    rf"|(?!they\s+asks?\b){_SUBJECT}(?:really\s+)?(?:calls?|asks?|begs?)\s+for\s+(?:it|this|that|otherwise|one)"
    rf"|{_SUBJECT}(?:really\s+)?(?:(?:seems?|appears?)\s+to\s+)?(?:warrants?|demands?|requires?|justif(?:y|ies)|allows?|permits?|needs?"
    r"|dictates?|suggests?)(?:\s+(?:it|this|that|doing\s+so|otherwise|one))?"
    r"|(?:it|that|this)\s+(?:can|could|cannot|can't)\s+(?:really\s+)?be\s+(?:helped|avoided)"
    rf"|(?:there\s+(?:is|are)\s+|(?:it|they|you|one|we)\s+ha(?:s|ve)\s+)?{_GOOD}\s+{_REASON}{_THUS}"
    rf"|{_SOME}\s+{_NOUN}|time\s+(?:allows|permits)|need\s+be|needs\s+must|(?:the|an?|any)\s+(?:need|occasion|necessity)\s+arises"
    r"|there\s+(?:is|seems\s+to\s+be|appears\s+to\s+be)\s+(?:an?|any|some|enough|sufficient)\s+"
    rf"(?:\w+\s+)?(?:need|reason|cause|occasion|call|demand|necessity|point|value|benefit){_THUS}"
    rf"|{_ANYONE}\s+(?:\w+\s+)?(?:sees?|thinks?|deems?|finds?|considers?|judges?|believes?"
    r"|feels?|holds?)\s+(?:(?:it|this|that|so|them|these|those|one|doing\s+so)\s+){0,2}"
    rf"(?:to\s+be\s+|(?:is|are|seems?|would\s+be)\s+)?{_ADJECTIVE}(?:\s+to)?"
    rf"|{_WORKERS}\s+(?:prefers|wishes|likes|so\s+chooses|wants|feels\s+like\s+it)(?:\s+(?:to|it|so))?"
    r"|(?:it|they|you|one|we)\s+(?:really|absolutely|truly|simply)\s+(?:ha(?:s|ve)\s+to|must|needs?(?:\s+to)?)"
    rf"|{_MORE})"
)
_VAGUELY = regex(rf"{_VAGUE}{_END}", re.IGNORECASE)
_DISCRETION = regex(
    rf"(?:its|their|your|(?:the\s+)?\w+['’]s?)\s+(?:own\s+)?(?:discretion|judge?ment){_END}",
    re.IGNORECASE,
)
_EXCEPTING = regex(
    r"\b(?:unless|except(?:ing)?|save|barring|absent|other\s+than|apart\s+from|aside\s+from|but\s+for"
    r"|short\s+of|with\s+the\s+exception\s+of|excluding|outside(?:\s+of)?|but\s+not"
    r"|with\s+(?:\w+\s+)?exceptions)\s+"
    r"(?:(?:where(?:ver)?|when(?:ever)?|if|as|in|on|for|under|with|that|to|at|by"
    r"|(?:cases|situations|circumstances)(?=\s+(?:where|when|in\s+which))|which)\s+)*",
    re.IGNORECASE,
)
_RESERVING = regex(
    r",\s+(?:as|if|where(?:ver)?|when(?:ever)?|insofar\s+as|so\s+far\s+as|to\s+the\s+extent)\s+",
    re.IGNORECASE,
)
_OR_VAGUELY = regex(
    r"[^.;:(—]{3,80}?\s+or\s+(?:(?:(?:else\s+)?(?:if|when(?:ever)?|where(?:ver)?|in|as|for)|unless)\s+|(?=otherwise\s)"
    r"|(?=it\s|this\s|that\s|there\s|the\s+(?:situation|case|context|circumstances|occasion)\s|doing\s)"
    rf"|(?<=ed or )(?={_ADJECTIVE}\b))",
    re.IGNORECASE,
)
"""A case that is named, and another beside it that may be any."""
_WITHIN_REASON = regex(
    r"\b(?:within\s+reason|(?:(?<=,\s)|(?<=must\s))(?:for\s+the\s+most\s+part|by\s+and\s+large|more\s+or\s+less)|(?:with|subject\s+to)\s+(?:the\s+|a\s+)?"
    r"(?:(?:some|few|usual|occasional|rare|reasonable|sensible|justified|certain|appropriate|minor|small"
    r"|limited|customary|normal|obvious|understandable|necessary|odd|possible|suitable)\s+)?exceptions?"
    rf"|in\s+all\s+but\s+{_SOME}\s+{_NOUN}"
    rf"|(?:(?:or|but)\s+)?(?:at\s+least\s+)?not\s+without\s+{_GOOD}?\s*{_REASON}"
    r"|exceptions?\s+(?:being\s+|are\s+|is\s+)?(?:left|up)\s+to\s+[^.;,]{2,40}"
    r"|(?<=,\s)allowing\s+for\s+(?:the|an?)\s+(?:odd|occasional)\s+\w+"
    r"|(?<=[\w,]\s)or\s+(?:(?:some|any|an?)\s+)?(?:comparable|similar|equivalent|such|like)\s+"
    r"(?:justification|reason|ground|cause|excuse|motive|consideration|thing)s?"
    r"|(?<=[\w,]\s)or\s+(?:some\s+|any\s+|an)?other\s+(?:(?:good|valid|sufficient|suitable|sound"
    r"|legitimate|reasonable|plausible|compelling|adequate|proper|fair|serious|important|strong)\s+)?"
    r"(?:(?:justification|reason|ground|cause|excuse|motive)s?|considerations)"
    r"|(?:if|where(?:ver)?)\s+(?:at\s+all\s+)?(?:(?:it|this|that|[a-z]+)\s+can\s+be\s+(?:helped|avoided)|avoidable|(?:it|they|we|you|one)\s+can\s+(?:avoid|help)\s+it)"
    rf"|at\s+(?:its|their|your|one['’]s|his|her)\s+(?:own\s+)?discretion){_END}",
    re.IGNORECASE,
)
_NORMALLY = regex(
    r"\b(?:must|shall|(?:is|are)\s+(?:strictly\s+)?(?:prohibited|forbidden|required))\s+(?:normally|ordinarily"
    r"|usually|generally|typically|as\s+a\s+rule|in\s+(?:most|normal|ordinary)\s+(?:cases|situations"
    r"|circumstances))\b"
    r"|\b(?:must|shall|should|may),\s+(?:normally|ordinarily|usually|generally|typically|as\s+a\s+rule"
    r"|in\s+(?:most|normal|ordinary)\s+(?:cases|situations|circumstances)),\s+(?:never|not|only)\b",
    re.IGNORECASE,
)
"""A strict rule for an unnamed part of the cases."""
UNDONE = (
    r"(?:waived|skipped|relaxed|left\s+out|omitted|set\s+aside|ignored|dropped|overridden|lifted"
    r"|suspended|disregarded|bypassed|dispensed\s+with|loosened|bent|broken|departed\s+from"
    r"|deviated\s+from|exceeded|forgone|overlooked|neglected|eased|softened|postponed|stretched"
    r"|done\s+without|passed\s+over|disapplied|put\s+aside|made\s+an\s+exception\s+(?:to|from))"
)
UNDO = (
    r"(?:waive|skip|relax|leave\s+\w+\s+(?:out|aside)|omit|set\s+\w+\s+aside|ignore|drop|override|lift|suspend"
    r"|disregard|bypass|dispense\s+with|loosen|bend|break|depart|deviate|diverge|stray|do\s+without"
    r"|(?:do|decide|choose|judge|act)\s+otherwise|forgo|(?:make|allow|grant)\s+(?:an\s+|some\s+)?exceptions?|go\s+without|opt\s+out|overlook)"
)
"""What one does to a rule that one takes back, in its two forms."""
_MAY = r"(?:may|can|could|might|are\s+free\s+to|is\s+free\s+to|need\s+not)"
_WHEN = regex(
    r",?\s*(?:only\s+|just\s+)?(?:if|when(?:ever)?|where(?:ver)?|(?:as|so)\s+long\s+as|as|in|on|for|under|at|with"
    r"|provided(?:\s+that)?)\s+",
    re.IGNORECASE,
)
_FROM_IT = (
    r"(?:\s+(?:(?:from|of|to|with)\s+)?(?:(?:the|this|that|these|any)\s+(?:\w+\s+)?(?:rules?|steps?"
    r"|requirements?|polic(?:y|ies)|principles?|guidelines?|lines?|duty|obligations?|limits?|sections?"
    r"|clauses?|defaults?|prohibitions?|bans?)|it|this|that|these|those|them|here))?"
)
_LEEWAY = (
    r"(?:shortcuts?|departures?|deviations?|exemptions?|leeway|latitude|flexibility|discretion|exceptions?"
    r"|waivers?|leniency)"
)
_ALSO = r"(?:also\s+|still\s+|sometimes\s+)?"
_INSERTED = regex(
    r",\s+(?:of\s+course|naturally|however|needless\s+to\s+say|as\s+always|after\s+all)\s*,?",
    re.IGNORECASE,
)
_LETS_OFF_WHEN = regex(
    rf"\b(?:{_MAY}|is|are)\s+{_ALSO}(?:be\s+)?{UNDONE}\b"
    rf"|(?:\b{_MAY}\s+{_ALSO}|\A\W*(?:only\s+)?){UNDO}\b{_FROM_IT}"
    r"|\b(?:does|do|need)\s+not\s+(?:apply|bind|hold|extend|count)\b"
    r"|\b(?:is|are)\s+not\s+(?:applied|enforced|binding|observed)\b"
    rf"|\b(?:an?other|some\s+other|a\s+different|other)\s[^.;,]{{2,40}}?\s{_MAY}\s+be\s+\w+"
    rf"|\b(?<!no ){_LEEWAY}\b(?:\s+(?:from|to|for|of)\s+[^.;,]{{1,40}}?)?\s+(?:may|can|will|is|are"
    r"|might|could)\s+(?:be\s+)?(?:possible|permitted|permissible|allowed|in\s+order|fine|acceptable"
    r"|made|granted|used|exercised|justified|conceivable|tolerated|appropriate|shown)\b",
    re.IGNORECASE,
)
"""Lets off in the cases that follow."""
_EXCEPTION_IS = regex(
    r"\b(?:the|their|its)\s+(?:only\s+|sole\s+)?exceptions?\s+(?:is|are|being)\s+(?:for\s+)?",
    re.IGNORECASE,
)
_LEAD = r"\A\W*(?:(?:that\s+said|however|still|but|of\s+course)\W+)?"
_LETS_OFF = regex(
    rf"{_LEAD}(?:(?:some|other|reasonable|limited|certain|occasional|sensible|further|a\s+(?:little"
    rf"|certain))\s+)+(?:\w+\s+of\s+)?{_LEEWAY}\s+(?:(?:may|can|will|is|are|might)\s+)?(?:be\s+)?(?:apply"
    r"|applies|exist|possible|permitted|allowed|in\s+order|fine|acceptable|made|granted|used"
    rf"|exercised|expected)(?:\s+here)?{_END}"
    rf"|{_LEAD}(?:(?:your|their|its|one['’]s|some)\s+)?(?:discretion|judge?ment|leeway|latitude"
    r"|flexibility)\s+(?:may|can|is|should)\s+(?:be\s+)?(?:used|exercised|applied|in\s+order|allowed"
    rf"|permitted)(?:\s+here)?{_END}"
    rf"|{_LEAD}there\s+(?:can|may|might|are|will|could)\s+(?:(?:also|always|sometimes)\s+)?(?:be\s+)?"
    r"(?:some\s+|occasional\s+)?exceptions?(?:\s+to\s+(?:it|(?:this|the|that)\b[^.:;,]{0,60}))?"
    r"(?=\s*(?:[.!]|\Z))"
    rf"|{_LEAD}(?:this|it|that|the\s+rule)\s+(?:is|need)\s+not\s+(?:(?:meant|intended)\s+)?(?:to\s+)?be\s+"
    rf"(?:followed\s+to\s+the\s+letter|taken\s+(?:too\s+)?literally|applied\s+rigidly){_END}"
    rf"|{_LEAD}(?:(?:in|under|on)\s+{_SOME}\s+{_NOUN}|for\s+(?:some|certain|a\s+few)\s+[\w-]+),?\s+(?:it|this|that|they|these)\s+(?:need\s+not"
    rf"(?:\s+be(?:\s+\w+)?)?|(?:does|do)\s+not\s+apply|{_MAY}\s+(?:be\s+)?{UNDONE}){_END}"
    rf"|\A\W*(?:use|apply|exercise)\s+(?:your\s+(?:own\s+)?)?(?:discretion|judge?ment)(?:\s+here)?{_END}",
    re.IGNORECASE,
)
"""Lets off in any case."""
_OPEN_CASE = regex(
    rf"\W*(?:(?:the|an?)\s+)?[\w-]+\s+(?:would(?:\s+otherwise)?\s+be|is|are|seems?|appears?|proves?)\s+{_VERY}"
    rf"{_ADJECTIVE}{_THUS}\W*|\W*{_VAGUE}\W*",
    re.IGNORECASE,
)
"""A case that is one whenever one likes: "Release would be undesirable."."""
_CUES = (
    *("unless", "except", "save ", "barring", "absent", "other than", "apart from", "aside from"),
    *("but for", "short of", "exclud", "outside", "but not"),
    "exceptions",
)
LETTING = (
    *"waive skip relax leave omit aside ignore drop overrid lift suspend disregard".split(),
    *"bypass dispense loosen bend bent break broken depart deviat diverge stray exceeded".split(),
    *"forgo exception without shortcut overlook neglect eased softened postponed stretch".split(),
    *"other literally rigidly leeway latitude flexib discretion judgment judgement".split(),
    *("exempt", "waiver", "lenien", "left out", "opt out", "passed over", "to the letter"),
    *("not apply", "not bind", "not hold", "not extend", "not count", "not applied"),
    *("not enforced", "not observed", "need not"),
)
"""One of these stands in every sentence that takes a rule back in such words."""
_BUT_THEN = regex(
    r",?\s(?:but|except|unless)\s[^.;]{0,60}\b(?:if|when|where|by|either|to)\b", re.IGNORECASE
)
"""Says when a rule for most cases does not hold."""
_TOLD_ELSEWHERE = regex(r"\bindicated\s+otherwise\b|\botherwise\s+indicated\b", re.IGNORECASE)
"""What is indicated stands written somewhere."""
_PERMITTING = regex(
    r"\b(?:may|can|could|might)\b(?!\s+(?:not|only|never)\b)[^.;]*\Z", re.IGNORECASE
)
"""What is reserved belongs to a permission."""
_HOW_TO = regex(r"\b(?:how|whether|when)\s+to\b[^.;]*\Z", re.IGNORECASE)


def exception_in(text: str) -> str | None:
    """The words of an exception in a rule that leaves every case open, if there is one."""
    folded = text.casefold()
    if any(cue in folded for cue in _CUES):
        for found in _EXCEPTING.finditer(text):
            beside = _OR_VAGUELY.match(text, found.end())
            starts = (found.end(), beside.end()) if beside else (found.end(),)
            vague = next(filter(None, (_VAGUELY.match(text, start) for start in starts)), None)
            if vague and not _TOLD_ELSEWHERE.search(vague[0]):
                return shown(text, found.start(), vague.end())
    if ", " in folded:
        for found in _RESERVING.finditer(text):
            vague = _VAGUELY.match(text, found.end())
            if _HOW_TO.search(text[: found.start()]):
                continue  # what is only there "if necessary" is told of, not asked for
            if vague and not _PERMITTING.search(text[: found.start()]):
                return shown(text, found.start(), vague.end())
    normally = _NORMALLY.search(text)
    if normally and not _BUT_THEN.search(text, normally.end()):
        return shown(text, *normally.span())
    if (bare := _WITHIN_REASON.search(text)) and not _PERMITTING.search(text[: bare.start()]):
        return shown(text, *bare.span())
    return None


def open_case(text: str) -> bool:
    """Whether a text names a case, and only judges by it ("It seems advisable.")."""
    return _OPEN_CASE.fullmatch(text) is not None


def open_cases(text: str) -> Iterator[tuple[int, int]]:
    """Where a text names cases that leave every case open ("where it makes sense")."""
    for found in _WHEN.finditer(text):
        vague = _VAGUELY.match(text, found.end())
        if vague:
            yield found.start(), vague.end()


def lets_off(text: str) -> str | None:
    """The words by which a sentence lets off from the rule before it in any case, if it does."""
    if "," in text:
        text = _INSERTED.sub("", text)
    folded = text.casefold()
    if not any(cue in folded for cue in LETTING):
        return None
    for found in _LETS_OFF_WHEN.finditer(text):
        case = _WHEN.match(text, found.end())
        vague = case and (_VAGUELY.match(text, case.end()) or _DISCRETION.match(text, case.end()))
        if vague:
            return shown(text, found.start(), vague.end())
    for named in _EXCEPTION_IS.finditer(text):
        if vague := _VAGUELY.match(text, named.end()):
            return shown(text, named.start(), vague.end())
    if bare := _LETS_OFF.search(text):
        return shown(text, *bare.span())
    return None


def shown(text: str, start: int, end: int) -> str:
    """Words of a sentence as a message shows them."""
    return " ".join(text[start:end].strip(" ,").split())
