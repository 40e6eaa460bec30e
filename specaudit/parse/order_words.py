"""The words by which sentences rank things: patterns only, which `orders` reads with.

Each pattern stands for a family: the verb or phrase in any form, with the adverbs and adjectives
that may stand inside it.
"""

from __future__ import annotations

_RANK = (
    r"(?:precedence|priority|primacy|preference|supremacy|pre-?eminence|(?:the|an)\s+(?:upper\s+hand|edge)"
    r"|the\s+(?:last|final)\s+(?:word|say)|(?:final\s+|ultimate\s+)?authority|right\s+of\s+way|pride\s+of\s+place)"
)
_VERY = r"(?:clear|absolute|higher|greater|top|strict|full|overriding|the|first|general)\s+"
_HAS = (
    r"(?:(?:takes?|taking|ha(?:s|ve)|gets?|receives?|enjoys?|holds?|claims?|retains?|deserves?)"
    r"|(?:is|are|be)\s+(?:to\s+be\s+)?(?:given|granted|accorded|afforded|assigned))"
)
_MORE = r"(?:far\s+|much\s+|always\s+|even\s+|\w+ly\s+)*"
_WEIGHTY = r"(?:important|weighty|pressing|urgent|fundamental|essential|valuable|significant)"
_STANDING = r"(?:importance|priority|rank|weight|value|authority|standing|precedence|order|force)"
_SET = r"(?:placed|put|set|ranked|rated|valued|weighted|weighed|held|listed)"
_ABOVE = r"(?:above|before|over|ahead\s+of|in\s+front\s+of|higher\s+than|prior\s+to)"
_BELOW = r"(?:below|beneath|under|behind|after|lower\s+than)"

WINS = (
    rf"\b(?:{_HAS}\s+(?:{_VERY})*{_RANK}\s+(?:over|above|than|against|ahead\s+of|before)"
    r"|overrid(?:es?|ing)|overrules?|prevails?\s+(?:over|against|upon)|outranks?|outweighs?"
    r"|supersedes?|trumps?|beats?|defeats?|pre-?empts?|supplants?|displaces?|takes?\s+the\s+place\s+of"
    r"|wins?\s+(?:out\s+)?(?:over|against)|dominates?|(?:controls?|governs?)\s+over"
    rf"|(?:ranks?|rates?|comes?|go(?:es)?|stands?|sits?)\s+(?:well\s+|far\s+|always\s+|higher\s+)?{_ABOVE}"
    rf"|ranks?\s+(?:more\s+highly|higher)\s+than"
    r"|holds?\s+(?:good\s+)?even\s+against"
    rf"|(?:is|are|be)\s+{_MORE}(?:to\s+be\s+)?{_MORE}(?:{_SET}\s+(?:more\s+(?:highly|heavily)\s+than|{_ABOVE})"
    rf"|(?:treated|regarded|seen)\s+as\s+more\s+{_WEIGHTY}\s+than"
    r"|(?:prioriti[sz]ed|preferred|favou?red|chosen|picked|elevated)\s+(?:over|above|to|ahead\s+of)"
    rf"|more\s+{_WEIGHTY}\s+(?:(?:to|for)\s+us\s+)?than|(?:an?\s+)?(?:much\s+|far\s+)?better\s+(?:(?!to\b|for\b|at\b|known\b)[a-z]+\s+)?than|preferable\s+to|superior\s+to|senior\s+to"
    r"|paramount\s+(?:to|over)|worth\s+more\s+than|stronger\s+than|weightier\s+than"
    rf"|of\s+(?:higher|greater|more)\s+{_STANDING}\s+than"
    rf"|(?:an?\s+)?(?:higher|greater|bigger|larger|stronger)(?:\s+in)?(?:\s+(?:{_STANDING}|duty|claim|concern"
    r"|consideration|obligation|principle))?\s+than)"
    r"|(?:matters?|counts?|weighs?)\s+(?:far\s+|much\s+)?(?:for\s+)?(?:more|heavier)\s+(?:heavily\s+)?"
    r"(?:(?:to|with|for)\s+us\s+)?than"
    r"|(?:matters?|counts?)\s+above"
    rf"|(?:carr(?:y|ies)|ha(?:s|ve)|bears?|deserves?|gets?)\s+(?:far\s+|much\s+|an?\s+)?"
    rf"(?:more|greater|higher)\s+{_STANDING}\s+than)\s+"
)
YIELDS = (
    r"\b(?:(?:is|are|be)\s+(?:to\s+be\s+)?(?:(?:read|treated|seen|regarded|understood)\s+as\s+)?"
    rf"{_MORE}(?:(?:overridden|overruled|superseded|outranked|outweighed|trumped"
    r"|pre-?empted|beaten|defeated|displaced)\s+by|(?:sacrificed|given\s+up|traded)\s+(?:to|for)"
    r"|(?:subordinate|subordinated|subservient|secondary|second|inferior|junior|subject)\s+to"
    r"(?!\s+(?:change|review|availability|approval))"
    rf"|less\s+{_WEIGHTY}\s+than|worse\s+than|weaker\s+than"
    rf"|of\s+(?:lower|lesser|less)\s+{_STANDING}\s+than"
    rf"|(?:an?\s+)?(?:lower|lesser|weaker)(?:\s+in)?(?:\s+(?:{_STANDING}))?\s+than|{_SET}\s+{_BELOW})"
    rf"|ranks?\s+(?:second\s+to|{_BELOW})|(?:comes?|goes|stands?|sits?)\s+(?:second\s+to"
    r"|(?:only\s+|well\s+|far\s+)?(?:behind|beneath|below|after))"
    r"|yields?\s+to|gives?\s+way\s+to|makes?\s+(?:way|room)\s+for|steps?\s+aside\s+for"
    r"|bows?\s+to|bends?\s+to|defers?\s+to|cedes?\s+(?:\w+\s+)?to|loses?\s+(?:out\s+)?(?:to|against)"
    rf"|(?:matters?|counts?|weighs?)\s+less\s+(?:heavily\s+)?than"
    rf"|(?:carr(?:y|ies)|ha(?:s|ve)|bears?)\s+(?:an?\s+)?(?:less|lower|lesser|weaker)\s+{_STANDING}\s+than"
    r"|takes?\s+(?:an?\s+)?(?:back\s*seat|second\s+place|lower\s+place)\s+(?:to|behind)"
    r"|gives?\s+(?:precedence|place|ground)\s+to"
    r"|(?:is|are)\s+(?:the\s+)?first(?:\s+thing)?\s+to\s+(?:go|yield|suffer|give\s+up|drop|sacrifice|be\s+\w+)\s+(?:when(?:ever)?|if|for|where|once)"
    r"|play(?:s)?\s+second\s+fiddle\s+to)\s+"
)
COST = (
    r"\b(?:(?:comes?|is|are|be)\s+(?:achieved\s+|bought\s+|had\s+|won\s+)?at\s+the\s+(?:expense|cost|price)\s+of"
    r"|(?:stands?|gets?|comes?)\s+in\s+the\s+way\s+of"
    r"|(?:is|are|be)\s+(?:bought|paid\s+for|purchased|gained|won)\s+with)\s+"
)
SUFFERS = r"\b(?:suffers?\s+(?:for\s+the\s+sake\s+of|for|from|under)|(?:is|are|be)\s+lost\s+to)\s+"
"""Says who wins only where it is denied: "quality must not suffer for speed"."""
"""Says who wins only where it is denied: "speed must never come at the expense of safety"."""
CLASHES_WITH = r"\b(?:conflicts?\s+with|contradicts?)\s+"
RANKING_WORDS = (
    *("precedence", "priorit", "primacy", "preference", "supremacy", "eminence", "upper hand"),
    *("word", "final say", "last say", "right of way", "pride"),
    *("overrid", "overrul", "prevail", "rank", "supersed", "empt", "defeat", "dominat"),
    *("trump", "weigh", "beat", "win", "yield", "giv", "subordinate", "subservient", "secondary"),
    *("important", "than ", "second ", "junior", "senior", "subject to", "paramount"),
    *("come", "goes ", "go ", "stand", "sit", "preferr", "preferable", "favo", "superior"),
    *("inferior", "placed", "put ", "valued", "set ", "held ", "rate", "chosen", "elevated"),
    *("matter", "counts", "count ", "back seat", "backseat", "expense", "cost", "way for"),
    *("takes the pl", "take the pl", "supplant", "authority", "meet", "runs ", "run "),
    *(
        "in the way",
        "pick",
        "better",
        "bow",
        "bend",
        "defer",
        "cede",
        "lose",
        "step",
        "sacrific",
        "trade",
        "fiddle",
        "listed",
    ),
    *("suffer", "bought", "paid", "lost to", " edge"),
    *("conflict", "contradict", "displaced", "second to", "against", "control", "govern"),
)
"""One of these stands in every sentence that the patterns above can match."""

_SIDE = r"[^.;:]{2,80}?"
_REST = r"[^.;:]{2,80}"
_VERB_PREFERS = (
    r"(?:prioriti[sz]|favou?r|prefer|cho?os|pick|privileg|elevat)(?:e[sd]?|s|r?ed|r?ing|ing)?"
)
PREFERS = tuple(
    r"\b" + pattern
    for pattern in (
        rf"(?<!the )(?<!a ){_VERB_PREFERS}\s+(?P<higher>{_SIDE})\s+(?:over|above|ahead\s+of)\s+"
        rf"(?P<lower>{_REST})",
        rf"(?<!the )(?<!a )(?:plac|put|rank|set|rat|valu|weigh|hold|treat)(?:e[sd]?|s|ed|t?ing)?\s+"
        rf"(?P<higher>{_SIDE})\s+(?:above|ahead\s+of|before|higher\s+than"
        rf"|more\s+(?:highly|heavily)\s+than|as\s+more\s+{_WEIGHTY}\s+than)\s+(?P<lower>{_REST})",
        rf"(?<!the )(?<!a )valu(?:e[sd]?|ing)\s+(?P<higher>{_SIDE})\s+(?:over|more\s+than)\s+"
        rf"(?P<lower>{_REST})",
        r"prefers?\s+(?P<higher>(?!to\b)[\w-]+(?:\s+(?!to\b)[\w-]+)?)\s+to\s+"
        r"(?P<lower>(?!be\b|the\b|an?\b)[\w-]+(?:\s+[\w-]+)?)(?=\s*(?:[.,;]|\Z))",
        rf"prefers?\s+(?P<higher>(?:an?|the)\s{_SIDE})\s+to\s+(?P<lower>(?:an?|the)\s{_REST})",
        r"(?:giv(?:es?|ing)|attach(?:es|ing)?|assign(?:s|ing)?|accord(?:s|ing)?)\s+"
        r"(?:(?:higher\s+|clear\s+|greater\s+)?(?:precedence|priority)|(?:more|greater)\s+"
        rf"(?:weight|importance|value)|preference)\s+to\s+(?P<higher>{_SIDE})\s+"
        rf"(?:over|than(?:\s+to)?)\s+(?P<lower>{_REST})",
        rf"(?:giv(?:es?|ing)|assign(?:s|ing)?)\s+(?P<higher>{_SIDE})\s+(?:an?\s+)?(?:higher\s+"
        r"|greater\s+)?(?:precedence|priority|more\s+weight|weight|preference)\s+(?:over|than)\s+"
        rf"(?P<lower>{_REST})",
        rf"subordinat(?:es?|ing)\s+(?P<lower>{_SIDE})\s+to\s+(?P<higher>{_REST})",
        rf"(?:sacrific(?:es?|ing)|trad(?:es?|ing)|giv(?:es?|ing)\s+up|forgo(?:es)?|compromis(?:es?|ing)"
        rf"(?:\s+on)?)\s+(?P<lower>{_SIDE})\s+(?:for\s+the\s+sake\s+of|in\s+favou?r\s+of|away\s+for"
        rf"|in\s+exchange\s+for|for)\s+(?P<higher>{_REST})",
        rf"err(?:s|ing)?\s+(?:[a-z]+\s+)?on\s+the\s+side\s+of\s+(?P<higher>{_SIDE})\s+(?:over|rather\s+than)\s+"
        rf"(?P<lower>{_REST})",
        rf"(?:sacrific(?:es?|ing)|giv(?:es?|ing)\s+up|forgo(?:es)?|drops?|abandons?)\s+(?P<lower>{_SIDE})\s+"
        rf"(?:rather\s+than|before|sooner\s+than)\s+(?P<higher>{_REST})",
        rf"(?<!the )(?<!a )(?:us|cho?os|pick|prefer|adopt|employ)(?:e[sd]?|s|r?ed|r?ing|ing)?\s+"
        rf"(?P<higher>{_SIDE})\s+(?:instead\s+of|rather\s+than|in\s+preference\s+to)\s+(?P<lower>{_REST})",
        rf"(?<=would )(?:sooner|rather)\s+(?:be\s+)?(?P<higher>{_SIDE})\s+than\s+(?:be\s+)?"
        rf"(?P<lower>{_REST})",
        rf"(?:opts?|opting)\s+for\s+(?P<higher>{_SIDE})\s+(?:over|above)\s+(?P<lower>{_REST})",
        rf"(?:better|preferable|wiser|safer)\s+to\s+(?P<higher>{_SIDE})\s+than\s+(?:to\s+)?(?P<lower>{_REST})",
    )
)
PREFERRING = (
    *(
        "priorit",
        "favo",
        "prefer",
        "choos",
        "chose",
        "pick",
        "plac",
        "put",
        "rank",
        "giv",
        "privil",
    ),
    *("elevat", "set", "rat", "valu", "weigh", "hold", "treat", "attach", "assign", "accord"),
    *("subordinat", "sacrific", "trad", "forgo", "compromis", "err", "opt", "instead of"),
    *("rather than", "drop", "abandon", "would sooner", "would rather"),
    *("better to", "preferable to", "wiser to", "safer to", "sooner than"),
)
_WHAT = (
    r"(?:of\s+(?:the\s+|our\s+|its\s+)?[\w-]+['’]s?\s+)?(?:latitude|leeway|trust|freedom|discretion|deference|credence|autonomy|independence"
    r"|(?:the\s+)?benefit\s+of\s+the\s+doubt)"
)
_BY_HOW_MUCH = (
    r"(?:an?\s+(?:\w+\s+)?(?:bit|little|lot|deal|shade)\s+|(?:much|far|somewhat|\w+ly)\s+)?"
    r"(?P<how>more|greater|higher|wider|broader|less|lower|narrower|smaller)"
)
_GIVES = r"(?:(?:giv|grant|afford|accord|extend|allow|show|offer|plac|put)(?:e[sn]?|s|ed|ing)?)"
_WHOM = r"(?P<whom>[\w’'-]+(?:\s+[\w’'-]+){0,2}?)"
_THAN = r"than\s+(?:(?:it|we|they)\s+(?:gives?|grants?|does|do)\s+)?(?:(?:to|in|with)\s+)?"
GIVES_MORE = tuple(
    r"\b" + pattern
    for pattern in (
        rf"{_GIVES}\s+{_WHOM}\s+{_BY_HOW_MUCH}\s+{_WHAT}\s+{_THAN}",
        rf"{_GIVES}\s+{_BY_HOW_MUCH}\s+{_WHAT}\s+(?:to|in)\s+{_WHOM}\s+{_THAN}",
        rf"{_BY_HOW_MUCH}\s+{_WHAT}\s+(?:(?:should|must|shall|is\s+to|will)\s+)?(?:goes?|be\s+given)\s+to\s+{_WHOM}\s+{_THAN}",
        rf"trusts?\s+{_WHOM}\s+{_BY_HOW_MUCH}\s+{_THAN}",
    )
)
"""Who is given more of something than another: "give users less latitude than operators"."""
GETS_MORE = tuple(
    r"\b" + pattern
    for pattern in (
        r"(?:gets?|receives?|enjoys?|ha(?:s|ve)|deserves?|holds?|(?:is|are|be)\s+(?:to\s+be\s+)?(?:by\s+default\s+|[a-z]+ly\s+|always\s+)?(?:given|granted|afforded"
        rf"|accorded|extended|allowed|shown))\s+{_BY_HOW_MUCH}\s+{_WHAT}\s+{_THAN}",
        rf"(?:is|are|be)\s+(?:to\s+be\s+)?trusted\s+{_BY_HOW_MUCH}\s+{_THAN}",
    )
)
MORE = frozenset({"more", "greater", "higher", "wider", "broader"})
LATITUDE = (
    *("latitude", "leeway", "trust", "freedom", "discretion", "deference", "credence"),
    *("autonomy", "independence", "benefit"),
)
"""One of these stands in every sentence on who is given more than whom."""
SOME = r"\A\W*(?:some|many|most(?!\s+(?:important(?:ly)?|of\s+all)\b)|several|few)\b"
"""Opens a sentence on what is so with some only; "most importantly" opens any."""
CLASH_WORDS = (
    r"conflict|part ways|objects? to|differ|disagree"
    r"|collid|clash|diverge|compet|pull|contradict|odds|tension|incompatible"
    r"|between|do not agree|cannot both|can't both|not be (?:had|met|squared|reconciled)"
    r"|inconsisten|irreconcil|contrary|variance|depart|\A\W*of\s"
)
"""Stands in whatever `BETWEEN` finds."""
_SEEM = r"(?:ever|seem\s+to|appear\s+to|happen\s+to|come\s+to|do|would|should|directly|really)\s+"
_APART = (
    r"(?:(?:at\s+odds|at\s+variance|in\s+(?:\w+\s+)?(?:tension|conflict)|incompatible|inconsistent"
    r"|irreconcilable))"
)
_AT_ODDS = (
    r"(?:conflict|differ|disagree|collide|clash|diverge|compete|pull\s+apart|part\s+ways|contradict"
    r"|(?:ask|call)\s+for\s+(?:different|opposite|contrary)\s+things|(?:say|want|demand|require)\s+"
    r"(?:different|opposite|contrary)\s+things"
    r"|pull\s+(?:\w+\s+)?in\s+(?:different|opposite|opposing)\s+directions|come\s+into\s+conflict"
    r"|(?:do|can)\s*not\s+(?:agree|both\s+be\s+\w+|be\s+(?:reconciled|squared|met\s+together))"
    rf"|(?:are|come|be)\s+{_APART}|point\s+(?:\w+\s+)?in\s+(?:different|opposite)\s+directions)"
)
_WHEN = (
    r"(?:when(?:ever)?|where(?:ver)?|if(?:\s+ever)?|should|in\s+case|in\s+the\s+event\s+that"
    r"|in\s+(?:cases|situations)\s+(?:where|in\s+which))"
)
_THING = r"[^.;,]{2,80}?"
BETWEEN = (
    rf"\b(?:{_WHEN}\s+(?:both\s+)?(?P<a>{_THING})\s+and\s+(?P<b>{_THING})\s+(?:{_SEEM})*"
    rf"{_AT_ODDS}\b[^,.;]{{0,40}}"
    rf"|{_WHEN}\s+(?P<c>{_THING})\s+(?:{_SEEM})*"
    rf"(?:conflicts?|clash(?:es)?|collides?|(?:is|are|be|comes?)\s+{_APART}|competes?|differs?|objects?(?=\s+to\b)"
    r"|contradicts?|departs?|cannot\s+be\s+(?:had|reconciled|squared|met))"
    r"(?!\s+(?:exist|arise|occur|emerge|between|happen))"
    rf"(?:\s+(?:with|from|without|to))?\s+(?P<d>{_THING})"
    r"|(?:in|given|faced\s+with|facing|on|for|under)\s+(?:an?|any|every|the|the\s+event\s+of\s+an?"
    r"|case\s+of\s+an?|case\s+of|cases\s+of)\s+(?:\w+\s+)?"
    r"(?:conflict|dispute|clash|tension|contest|choice|trade-?off|disagreement|inconsistency)s?\s+"
    rf"(?:\w+\s+)?(?:between|of)\s+(?P<e>{_THING})\s+(?:and|with|against)\s+(?P<f>{_THING})"
    rf"|{_WHEN}\s+there\s+(?:is|are)\s+(?:an?|any)?\s*(?:\w+\s+)?\w+\s+between\s+"
    rf"(?P<g>{_THING})\s+and\s+(?P<h>{_THING})"
    rf"|with\s+(?P<k>{_THING})\s+and\s+(?P<l>{_THING})\s+{_APART}"
    rf"|(?:between|\A\W*of)\s+(?P<i>{_THING})\s+and\s+(?P<j>{_THING})),\s+(?:then\s+)?(?P<out>[^.;]+)"
)
_WILL = r"(?:(?:must|should|shall|will|would|to|always|generally|usually|still|normally)\s+)*"
WINNER = (
    rf"(?:(?:[\w’'-]+\s+){{0,3}}?{_WILL}"
    r"(?:follows?|do(?:es)?(?=\s+what\s)|chooses?|prefers?|favou?rs?|obeys?|heeds?|honou?rs?|prioriti[sz]es?|sides?\s+with"
    r"|go(?:es)?\s+(?:with|for)|opts?\s+for|picks?|keeps?\s+to|sticks?\s+(?:to|with)|defers?\s+to|acts?\s+on"
    r"|puts?(?=[^,.;]{2,40}\sfirst)|errs?\s+on\s+the\s+side\s+of|decides?\s+(?:for|in\s+favou?r\s+of)|yields?\s+to"
    r"|gives?\s+(?:(?:precedence|priority|preference|more\s+weight)\s+to|way\s+to)"
    r"|resolves?\s+(?:it|them|this|the\s+\w+)\s+in\s+favou?r\s+of|lets?)\s+(?P<chosen>[^,.;]{2,80})"
    rf"|(?:it\s+is\s+)?(?P<named>[^,.;]{{2,80}}?)\s+(?:(?:that|which|who)\s+)?{_WILL}"
    r"(?:prevails?|wins?(?:\s+out)?|governs?|controls?|decides?|applies|apply|is\s+decisive"
    r"|(?:is|are)\s+(?:the\s+one\s+|the\s+side\s+|what\s+)(?:(?:that|which|to|we|it|they|you|the\s+\w+)\s+){0,2}"
    r"(?:keeps?|follows?|chooses?|prefers?|picks?|saves?|wins?|counts?|matters?|decides?|prevails?)"
    r"|is\s+(?:binding|controlling|paramount)|carries\s+the\s+day|comes?\s+out\s+on\s+top"
    rf"|(?:comes?|goes)\s+first|ranks?\s+(?:higher|first|above)|{_HAS}\s+(?:{_VERY})*{_RANK}"
    r"|(?:is|are|be)\s+(?:to\s+be\s+)?(?:followed|preferred|obeyed|chosen|kept|honou?red)|stands?"
    r"|ha(?:s|ve)\s+the\s+(?:final\s+say|(?:stronger|better|greater|higher|prior)\s+(?:claim|right))"
    r"|(?:is|are)\s+the\s+(?:stronger|weightier|more\s+important)(?:\s+\w+)?"
    r"|(?:counts?|weighs?|matters?)\s+(?:for\s+)?more)"
    rf"|(?P<beaten>[^,.;]{{2,80}}?)\s+{_WILL}"
    r"(?:yields?|gives?\s+way|loses?(?:\s+out)?|ranks?\s+(?:lower|second|last)|comes?\s+(?:second|last)|takes?\s+second\s+place"
    r"|(?:is|are)\s+(?:the\s+one\s+|the\s+side\s+|what\s+)(?:(?:that|which|to|has\s+to|must|we|it|they|you)\s+){0,2}"
    r"(?:give\s+up|drops?|go(?:es)?|loses?|yields?|sacrifices?)"
    r"|bows|bends|defers|steps?\s+(?:back|aside)|waits?|takes\s+a\s+back\s*seat"
    r"|(?:is|are|be)\s+(?:to\s+be\s+)?(?:set\s+aside|ignored|disregarded|dropped|sacrificed"
    r"|overridden|given\s+up|void)))"
    r"(?:\s*$|\s+(?:over\b|when\b|where\b|if\b|in\b|to\b|and\b|for\b|unless\b)|,)"
)
EVEN_AGAINST = (
    r"\b(?:prevails?|wins?(?:\s+out)?|governs?|controls?|(?:comes?|goes)\s+first"
    r"|(?:holds?(?:\s+good)?|stands?|applies|apply|counts?|binds?|remains?\s+(?:valid|binding|in\s+force))"
    r"(?=\s+(?:even|also|and\s+that)\b)"
    rf"|{_HAS}\s+(?:{_VERY})*{_RANK})\s+(?:(?:even|also)\s+)?(?:(?:when|whenever|where|wherever|if)"
    rf"\s+(?:it|they)\s+(?:{_SEEM})*(?:conflicts?|clash(?:es)?|collides?|competes?|disagrees?"
    r"|comes?\s+up\s+against|runs?\s+(?:up\s+against|into)|meets?"
    r"|go(?:es)?\s+(?:beyond|against)|exceeds?|departs?\s+from|runs?\s+counter\s+to|violates?|breach(?:es)?"
    rf"|contradicts?|differs?|(?:is|are|comes?)\s+{_APART})(?:\s+(?:with|from))?"
    r"|(?:in|to\s+the\s+extent\s+of|in\s+the\s+event\s+of)\s+(?:any|an?|case\s+of|every)\s+"
    r"(?:conflict|clash|contest|inconsistency|dispute)\s+with)\s+"
)
AFTERWARDS = (
    rf"^(?P<out>[^.;,]{{2,160}}?),?\s+(?:{_WHEN}\s+(?:both\s+)?(?P<a>{_THING})\s+and\s+(?P<b>{_THING})\s+"
    rf"(?:{_SEEM})*{_AT_ODDS}|in\s+(?:an?|any|case\s+of\s+an?)\s+(?:conflict|clash|dispute)\s+between\s+"
    rf"(?P<c>{_THING})\s+and\s+(?P<d>[^.;,]{{2,80}}))\b"
)
"""Who wins, and only then between what: "safety wins when safety and speed conflict"."""
STANDS = (
    r"\A\W*(?P<higher>[^.;:,]{2,60}?)\s+(?:still\s+|nevertheless\s+|nonetheless\s+|always\s+)?(?:applies|apply"
    r"|holds?|stands?|binds?|remains?\s+in\s+force)\s+(?:even\s+)?(?:if|when|whenever|where)\s+"
    r"(?P<lower>[^.;:,]{2,60}?)\s+(?:\w+ly\s+)?(?:asks?|says?|wants?|instructs?|requests?|demands?|states?)\s+"
    r"(?:for\s+)?(?:otherwise|something\s+else|differently|the\s+(?:opposite|contrary)|anything\s+else)\b"
)
"""What holds although somebody says otherwise ranks above them."""
WITHIN = (
    r"\b(?P<lower>[^.;,]{2,60}?)\s+(?:can|may|should|must|will)\s+[^.;,]{2,80}?\bwithin\s+(?:the\s+)?"
    r"(?:bounds?|limits?|boundaries|constraints?)\s+(?:that\s+)?(?P<higher>[^.;,]{2,40}?)\s+"
    r"(?:ha(?:s|ve)\s+)?(?:sets?|allows?|allowed|permits?|permitted|establish(?:es|ed)?|granted"
    r"|grants?)\b"
)
"""Who acts within bounds that another one sets ranks below them."""
_PART = r"[^,;:.]{2,60}"
ORDINALS = (
    rf"(?P<a>{_PART}?)\s+(?:comes?\s+|go(?:es)?\s+|ranks?\s+|is\s+|are\s+)?(?:first|(?:counts?|matters?)\s+most),\s+(?:and\s+)?"
    rf"(?:then\s+(?P<b>{_PART})|(?P<c>{_PART}?)\s+(?:comes?\s+|ranks?\s+|is\s+)?second)"
    rf"(?:,\s+(?:and\s+)?(?:then\s+(?P<d>{_PART})|(?P<e>{_PART}?)\s+(?:comes?\s+)?(?:third|last)))?"
    rf"(?:,\s+(?:and\s+)?(?:then|otherwise|finally|lastly)\s+(?P<f>{_PART}))?"
)
LISTED = (
    r"(?:(?:the|this)\s+(?:order|ranking)\s+(?:here\s+)?(?:is|runs|goes)"
    r"|(?:in|by)\s+(?:(?:this|the\s+following|that|descending|decreasing)\s+)?order\s+of\s+"
    r"(?:priority|importance|precedence|weight|authority)|(?:the\s+)?(?:order\s+of\s+(?:priority"
    r"|importance|precedence)|priority\s+order|priorities|(?:priority|order)\s+(?:here\s+)?)"
    r"(?:\s+(?:is|are|runs|here\s+is|goes))|(?:in|by)\s+this\s+priority(?:\s+order)?"
    r"|from\s+(?:the\s+)?(?:most(?:\s+important)?|highest|strongest)(?:\s+to\s+(?:the\s+)?"
    r"(?:least\s+important|lowest|weakest|least))?(?:\s+priority|\s+important)?|highest\s+first"
    r"|most\s+important\s+first)\s*[,:]?\s+(?P<all>[^.;:]{5,200})"
)
"""Things put in one row that is called an order: "in order of priority: safety, honesty, help"."""
FRONTED = (
    rf"\A\W*(?:over|above|ahead\s+of)\s+(?P<lower>[^.;,:]{{2,60}}),\s+(?P<higher>[^.;:]{{2,100}}?)\s+{_WILL}"
    rf"(?:prevails?|wins?|rules?|ranks?|comes?|goes|stands?|{_HAS}\s+(?:{_VERY})*{_RANK})\s*(?:[.;]|\Z)"
)
"""Who loses comes first: "over these terms, the house rules shall prevail"."""
DUTIES = (
    r"\ban?\s+(?:weak|weaker|lesser|lighter)\s+(?P<kind>\w+)\s+to\s+(?P<lower>[^.;,]{3,80}?),?\s+(?:but|and)"
    r"\s+an?\s+(?:strong|stronger|greater|weightier)\s+(?:one|(?P=kind))\s+to\s+(?P<higher>[^.;,]{3,80})"
)
"""Two duties of unequal strength: "a weak duty to share but a stronger duty to not deceive"."""
COUNTS = (
    r"(?:\A\W*|,\s+)(?P<higher>(?:\w[\w’'-]*\s+){1,4}?)(?:always\s+)?(?:(?:is|are)\s+what\s+)?(?:counts?|matters?|decides?|wins?|prevails?"
    r"|comes?\s+first)\s*,?\s+(?:and\s+)?not\s+(?P<lower>(?:[\w’'-]+\s+){0,3}[\w’'-]+)\s*(?:[.;]|\Z)"
)
"""What counts, and what does not: "tact is what matters, not candour"."""
BOUND_BY = (
    r"(?P<lower>[^.;,]{2,60}?)\s+(?:must\s+not|may\s+not|cannot|can\s+not|shall\s+not)\s+"
    r"(?:alter|change|overrid|overrul|remov|modif|contradict|waiv|narrow|redefin|replac|lift)\w*"
    r"(?:(?:,\s*(?:or\s+)?|\s+or\s+)\w+)*\s+[^.;,]{3,60}?\s(?:defined|set|set\s+out|laid\s+down|specified|given"
    r"|stated|established|imposed)\s+(?:by|in)\s+(?P<higher>[^.;,]{3,60}?)(?=\s+or\b|\s*[.;,]|\Z)"
)
"""Who may not change what another one lays down ranks below it."""
_ONE = r"[^.;:,]{2,60}?"
_OTHER = r"[^.;:,]{2,60}"
_SPEAKS = (
    r"(?:says?|wants?|thinks?|decides?|chooses?|asks?(?:\s+for)?|demands?|prefers?"
    r"|tells?\s+(?:us|you|it))"
)
TOLD = (
    (
        "first",
        rf"\b(?:put|place|rank|set)s?\s+(?P<higher>{_ONE})\s+first,?\s+(?:and\s+)?(?:then\s+)?(?P<lower>{_ONE})\s+"
        r"(?:second|last|next|after(?:wards)?)\b",
    ),
    (
        "worth more",
        rf"(?P<higher>{_ONE})\s+(?:is|are)\s+worth\s+more\s+(?:to\s+\w+\s+)?than\s+(?P<lower>{_OTHER})",
    ),
    (
        "means more",
        rf"(?P<higher>{_ONE})\s+means\s+more\s+(?:to\s+\w+\s+)?than\s+(?P<lower>{_OTHER})",
    ),
    (
        "higher ",
        rf"(?P<higher>{_ONE})\s+(?:is|are)\s+an?\s+higher\s+\w+\s+than\s+(?P<lower>{_OTHER})",
    ),
    (
        "not even",
        r"\bnothing\s+(?:is|counts|matters|ranks|comes|goes|weighs)\s+[^.;,]{0,30}?(?:than|before|above|over)\s+"
        rf"(?P<higher>{_ONE}),\s+not\s+even\s+(?P<lower>{_OTHER})",
    ),
    (
        "even at the",
        rf"(?:\A\W*|[,;:]\s+)(?P<higher>{_ONE}),?\s+even\s+at\s+the\s+(?:cost|expense|price)\s+of\s+(?P<lower>{_OTHER})",
    ),
    (
        " it conflicts",
        rf"\b(?:choose|pick|prefer|follow|favou?r|go\s+for|keep|keep\s+to)s?\s+(?P<higher>{_ONE})\s+(?:if|when|where)\s+it"
        rf"\s+conflicts\s+with\s+(?P<lower>{_OTHER})",
    ),
    (
        "s it",
        rf"(?:\A\W*|[,;:]\s+)(?P<lower>{_ONE})\s+(?:(?:is|are)|(?:may|can|must|should)\s+be)\s+(?:sacrificed|dropped|given\s+up"
        rf"|set\s+aside|cut|traded)\s+(?:when|where|if|whenever)\s+(?P<higher>{_ONE})\s+(?:demand|require|need|call\s+for)s?\s+it\b",
    ),
    (
        "what ",
        rf"\bwhat\s+(?P<higher>{_ONE})\s+{_SPEAKS}\s+(?:stands?|goes|holds?|counts?|prevails?|is\s+done|is\s+followed),\s+(?:whatever"
        rf"|no\s+matter\s+what|even\s+if|even\s+when|regardless\s+of\s+what|despite\s+what)\s+(?P<lower>{_ONE})\s+(?:{_SPEAKS}|objects?|disagrees?)",
    ),
    (
        " only where",
        rf"(?:\A\W*|[,;:]\s+)(?P<lower>{_ONE})\s+(?:applies|apply|counts?|holds?|binds?)\s+only\s+where\s+(?P<higher>{_ONE})\s+"
        r"(?:(?:is|are)\s+silent|ha(?:s|ve)\s+nothing\s+to\s+say|says?\s+nothing|leaves?\s+(?:it|things|matters)\s+open)",
    ),
    (
        " wait ",
        rf"(?:\A\W*|[,;:]\s+)(?P<lower>{_ONE})\s+(?:can|may|must|has\s+to|have\s+to|should)\s+wait\s+(?:if|when|where)\s+(?P<higher>{_ONE})\s+"
        r"(?:is|are)\s+(?:at\s+(?:stake|risk|issue)|in\s+danger)",
    ),
    (
        " preferred to",
        rf"(?:\A\W*|[,;:]\s+)(?P<higher>{_ONE})\s+(?:is|are)\s+(?:still\s+|always\s+)?to\s+be\s+preferred\s+to\s+(?P<lower>{_OTHER})",
    ),
    (
        "better ",
        rf"\bbetter\s+(?:served|helped|off)\s+(?P<by>by|with)\s+(?P<higher>{_ONE})\s+than\s+(?P=by)\s+(?P<lower>{_OTHER})",
    ),
    (
        " even ",
        rf"(?:\A\W*|[,;:]\s+)(?P<higher>{_ONE})\s+(?:hold|stand|appl|count|bind)\w*\s+even\s+(?:beyond|outside|past)\s+(?:the\s+)?(?:bounds"
        rf"|limits|boundaries)\s+(?:that\s+)?(?P<lower>{_ONE})\s+(?:ha(?:s|ve)\s+)?(?:set|drawn|established|laid\s+down|imposed)\b",
    ),
    (
        " what ",
        rf"\A\W*(?P<higher>{_ONE})\s+(?:may|can|could)\s+(?:set\s+aside|override|overrule|ignore|disregard|go\s+against|depart\s+from)"
        rf"\s+what\s+(?P<lower>{_ONE})\s+(?:ha(?:s|ve)\s+)?(?:laid\s+down|set|decided|said|ruled|ordered|established|prescribed)\s*(?:[.;]|\Z)",
    ),
    (
        " against ",
        rf"\bsides?\s+with\s+(?P<higher>{_ONE})\s+against\s+(?P<lower>{_OTHER})",
    ),
    (
        "rather than",
        rf"\b(?:follow|obey|heed|believe)s?\s+(?P<higher>{_ONE})\s+rather\s+than\s+(?P<lower>{_OTHER})",
    ),
    (
        "more ",
        r"\bmore\s+(?:important|urgent|vital|pressing)\s+(?P<to>to|that)\s+"
        rf"(?P<higher>{_ONE})\s+than\s+(?P=to)\s+(?P<lower>{_OTHER})",
    ),
    (
        ", and ",
        rf"(?:\A\W*|[;:]\s+)(?P<higher>{_ONE})\s+(?:is|are)\s+(?:the|our|its)\s+(?:top|first|highest|main)\s+(?:priority|concern|duty|goal),\s+and\s+"
        rf"(?P<lower>{_ONE})\s+(?:comes?|ranks?|is|are)\s+(?:second|next|below|after)",
    ),
    (
        "lead over",
        rf"(?:\A\W*|[,;:]\s+)(?P<higher>{_ONE})\s+(?:takes?|has|have)\s+the\s+lead\s+over\s+(?P<lower>{_OTHER})",
    ),
)
"""Shapes that need no verb of ranking, each with what stands in every sentence of it."""
